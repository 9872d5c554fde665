package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.specialize.platform.Platform;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of the graph is the one that ONNX Runtime fuses best. */
class RuntimeFusionTest {
    @Test
    @EnabledOnOs(architectures = {"amd64", "x86_64"})
    void only_h_swish_and_gates_are_left_beside_convolutions(@TempDir Path folder) throws Exception {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        Network network = space.lower(space.largest());
        List<NodeProto> nodes = optimised(network, folder);

        assertThat(nodes).extracting(NodeProto::getOpType).doesNotContain("Relu", "Add", "HardSwish");
        long residuals = network.layers().stream()
                .filter(layer -> layer instanceof InvertedResidual block && block.residual())
                .count();
        assertThat(nodes.stream().filter(n -> n.getOpType().equals("Conv") && n.getInputCount() == 4))
                .as("convolutions that add to what is there")
                .hasSize((int) residuals);
        assertThat(nodes.stream().filter(RuntimeFusionTest::isHardSigmoidInConvolution))
                .hasSize(gates(network));
    }

    @Test
    @EnabledOnOs(architectures = {"amd64", "x86_64"})
    void relu6_and_residuals_of_proxyless_disappear_in_convolutions(@TempDir Path folder) throws Exception {
        SearchSpace space = BuiltInSpaces.named("proxyless").orElseThrow().withWidthMultiplier(0.3);
        Network network = space.lower(space.largest());
        List<NodeProto> nodes = optimised(network, folder);
        assertThat(nodes).extracting(NodeProto::getOpType).doesNotContain("Clip", "Relu", "Add");
        assertThat(nodes.stream().filter(n -> isInConvolution(n, "Clip"))).hasSize(2 + 2 * 21 + 1);
    }

    /** The stem's residual convolution is activated before the sum, so its sum stays. */
    @Test
    @EnabledOnOs(architectures = {"amd64", "x86_64"})
    void sums_and_activations_of_bottlenecks_disappear_in_convolutions(@TempDir Path folder) throws Exception {
        SearchSpace space = BuiltInSpaces.named("resnet50").orElseThrow().withWidthMultiplier(0.3);
        Network network = space.lower(space.largest());
        List<NodeProto> nodes = optimised(network, folder);
        assertThat(nodes)
                .extracting(NodeProto::getOpType)
                .doesNotContain("Relu")
                .containsOnlyOnce("Add");
        assertThat(nodes.stream().filter(n -> n.getOpType().equals("Conv") && n.getInputCount() == 4))
                .as("convolutions that add to what is there, then activate")
                .hasSize(18)
                .allMatch(n -> isInConvolution(n, "Relu"));
    }

    /** A gate of single pixels would have every map of its block brought into the plain layout and back. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3-32", "mbv3"})
    @EnabledOnOs(architectures = {"amd64", "x86_64"})
    void maps_stay_in_the_blocked_layout_from_end_to_end(String name, @TempDir Path folder) throws Exception {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        Network network = space.lower(space.largest());
        ExportOptions x86 = ExportOptions.PLAIN.withPlatform(Platform.named("cpu-x86"));
        assertThat(reorders(network, x86, folder)).isOne();
        assertThat(reorders(network, ExportOptions.PLAIN, folder)).isGreaterThan(gates(network));
    }

    private static int gates(Network network) {
        return (int) network.layers().stream()
                .filter(layer -> layer instanceof InvertedResidual block && block.squeezeExcite())
                .count();
    }

    private static long reorders(Network network, ExportOptions options, Path folder) throws Exception {
        byte[] model = OnnxExporter.export(network, RandomWeights.of(network, 1), options);
        return OptimisedGraph.nodes(model, folder).stream()
                .filter(node -> node.getOpType().startsWith("Reorder"))
                .count();
    }

    private static boolean isHardSigmoidInConvolution(NodeProto node) {
        return isInConvolution(node, "HardSigmoid");
    }

    private static boolean isInConvolution(NodeProto node, String activation) {
        return node.getOpType().equals("Conv")
                && node.getAttributeList().stream()
                        .anyMatch(a -> a.getName().equals("activation")
                                && a.getS().toStringUtf8().equals(activation));
    }

    private static List<NodeProto> optimised(Network network, Path folder) throws Exception {
        byte[] model = OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN);
        return OptimisedGraph.nodes(model, folder);
    }
}
