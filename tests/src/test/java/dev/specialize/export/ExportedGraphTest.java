package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.specialize.onnx.BatchSize;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exported graph read back from its bytes, and the costs of its network counted again from it. */
class ExportedGraphTest {
    private static final Set<String> IN_PLACE =
            Set.of("Relu", "HardSwish", "HardSigmoid", "Clip", "Mul", "Add", "Flatten");

    static Stream<Network> networks() {
        SearchSpace small = BuiltInSpaces.named("mbv3-32").orElseThrow().withInputChannels(1);
        SearchSpace full = BuiltInSpaces.named("mbv3").orElseThrow().withWidthMultiplier(0.35);
        SearchSpace proxyless = BuiltInSpaces.named("proxyless").orElseThrow().withWidthMultiplier(0.35);
        SearchSpace residual = BuiltInSpaces.named("resnet50").orElseThrow().withWidthMultiplier(0.35);
        return Stream.of(small, full, proxyless, residual)
                .flatMap(space -> Stream.concat(
                                Stream.of(space.largest(), space.smallest()),
                                IntStream.range(0, 6)
                                        .mapToObj(seed ->
                                                new ArchitectureSampler(space).sample(new SplittableRandom(seed))))
                        .map(space::lower));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void every_value_is_written_once_described_and_read(Network network) throws Exception {
        GraphProto graph = graph(network);
        Set<String> known = new HashSet<>(Set.of(graph.getInput(0).getName()));
        Set<String> read = new HashSet<>(Set.of(graph.getOutput(0).getName()));
        graph.getInitializerList()
                .forEach(t -> assertThat(known.add(t.getName())).isTrue());
        for (NodeProto node : graph.getNodeList()) {
            assertThat(known).containsAll(node.getInputList());
            assertThat(known.add(node.getOutput(0))).as(node.getOutput(0)).isTrue();
            read.addAll(node.getInputList());
        }
        assertThat(known).isEqualTo(read);
        assertThat(shapes(graph).keySet())
                .containsAll(
                        graph.getNodeList().stream().map(n -> n.getOutput(0)).toList());
        assertThat(graph.getNodeList()).noneMatch(n -> n.getOpType().equals("BatchNormalization"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void macs_counted_from_the_graph_are_those_of_the_network(Network network) throws Exception {
        GraphProto graph = graph(network);
        Map<String, TensorProto> weights = weights(graph);
        Map<String, List<Long>> shapes = shapes(graph);
        long macs = 0;
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Conv") || node.getOpType().equals("Gemm")) {
                List<Long> output = shapes.get(node.getOutput(0));
                long positions = elements(output.subList(2, output.size()));
                macs += elements(weights.get(node.getInput(1)).getDimsList()) * positions;
            }
        }
        assertThat(macs).isEqualTo(network.cost().macs());
    }

    /** Folding replaces scale and shift of each normalised channel by one bias; the limits of Clip are not trained. */
    @ParameterizedTest
    @MethodSource("networks")
    void parameters_counted_from_the_graph_are_those_of_the_network(Network network) throws Exception {
        GraphProto graph = graph(network);
        Map<String, TensorProto> weights = weights(graph);
        long values = weights.values().stream()
                .mapToLong(t -> elements(t.getDimsList()))
                .sum();
        long limits = 2
                * graph.getNodeList().stream()
                        .filter(n -> n.getOpType().equals("Clip"))
                        .count();
        long folded = graph.getNodeList().stream()
                .filter(n -> n.getOpType().equals("Conv")
                        && n.getInputCount() == 3
                        && !n.getName().contains(".se."))
                .mapToLong(n -> elements(weights.get(n.getInput(2)).getDimsList()))
                .sum();
        assertThat(values - limits + folded).isEqualTo(network.cost().parameters());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void peak_memory_is_that_of_a_walk_over_live_values(Network network) throws Exception {
        assertThat(peakBytes(graph(network))).isEqualTo(network.cost().peakActivationBytes());
    }

    /** Memory lives from the node that writes it to the last that reads it; in-place nodes write over their first input. */
    private static long peakBytes(GraphProto graph) {
        Map<String, List<Long>> shapes = shapes(graph);
        Map<String, Integer> lastRead = new HashMap<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            for (String name : graph.getNode(i).getInputList()) {
                lastRead.put(name, i);
            }
        }
        Set<String> live = new HashSet<>(Set.of(graph.getInput(0).getName()));
        long peak = 0;
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            boolean overwrites = IN_PLACE.contains(node.getOpType());
            if (overwrites) {
                assertThat(lastRead).containsEntry(node.getInput(0), i);
                live.remove(node.getInput(0));
            }
            live.add(node.getOutput(0));
            peak = Math.max(
                    peak,
                    live.stream().mapToLong(name -> elements(shapes.get(name))).sum());
            int now = i;
            live.removeIf(name -> lastRead.getOrDefault(name, Integer.MAX_VALUE) <= now);
        }
        return peak * Float.BYTES;
    }

    private static GraphProto graph(Network network) throws Exception {
        return graph(network, ExportOptions.PLAIN);
    }

    private static GraphProto graph(Network network, ExportOptions options) throws Exception {
        byte[] bytes = OnnxExporter.export(network, RandomWeights.of(network, 1), options);
        return ModelProto.parseFrom(bytes).getGraph();
    }

    private static Map<String, TensorProto> weights(GraphProto graph) {
        return graph.getInitializerList().stream().collect(Collectors.toMap(TensorProto::getName, Function.identity()));
    }

    private static Map<String, List<Long>> shapes(GraphProto graph) {
        return Stream.of(graph.getInputList(), graph.getValueInfoList(), graph.getOutputList())
                .flatMap(List::stream)
                .collect(Collectors.toMap(
                        ValueInfoProto::getName,
                        value -> value.getType().getTensorType().getShape().getDimList().stream()
                                .map(Dimension::getDimValue)
                                .toList()));
    }

    private static long elements(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    @ParameterizedTest(name = "batch {0}")
    @ValueSource(ints = {1, 8})
    void every_value_is_of_as_many_images_as_the_batch_has(int images) throws Exception {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        Network network = space.lower(space.smallest());
        ExportOptions options = ExportOptions.PLAIN.withBatch(BatchSize.of(images));
        GraphProto graph = graph(network, options);
        assertThat(Stream.of(graph.getInputList(), graph.getValueInfoList(), graph.getOutputList())
                        .flatMap(List::stream))
                .hasSize(graph.getNodeCount() + 1)
                .allMatch(value ->
                        value.getType().getTensorType().getShape().getDim(0).getDimValue() == images);
    }
}
