package dev.specialize.checker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.OnnxExporter;
import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.Platform;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCheckerTest {
    private static final ModelProto WHOLE = model("mbv3-32", BatchSize.ONE);

    private static ModelProto model(String name, BatchSize batch) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow().withWidthMultiplier(0.35);
        Network network = space.lower(space.largest());
        try {
            return ModelProto.parseFrom(
                    OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN.withBatch(batch)));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3-32", "mbv3", "proxyless", "resnet50", "residual-32"})
    void exported_models_keep_all_rules_at_any_batch_size(String space) {
        for (BatchSize batch : new BatchSize[] {BatchSize.ONE, BatchSize.of(8), BatchSize.DYNAMIC}) {
            assertThatCode(() -> ModelChecker.check(model(space, batch))).doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(
                        "an older file version",
                        model -> model.setIrVersion(7),
                        "File version (IR) 7",
                        "operator set 17"),
                damage("a file version of the future", model -> model.setIrVersion(99), "File version (IR) 99"),
                damage(
                        "no operator set",
                        ModelProto.Builder::clearOpsetImport,
                        "exactly the operator set of ONNX, got 0"),
                damage(
                        "a foreign operator set",
                        m -> m.getOpsetImportBuilder(0).setDomain("com.example"),
                        "com.example"),
                damage(
                        "an operator set without h-swish",
                        model -> model.getOpsetImportBuilder(0).setVersion(13),
                        "'stem.h-swish' (HardSwish)",
                        "opset 13"),
                damage("a second operator set", ModelCheckerTest::importTwice, "got 2"),
                graph(
                        "two nodes of one name",
                        g -> g.getNodeBuilder(1).setName(name(g, 0)),
                        "Two nodes are named 'stem.conv'"),
                graph(
                        "two nodes that write one value",
                        ModelCheckerTest::writeTwice,
                        "'stem.conv' has the name of another"),
                graph(
                        "nodes in the wrong order",
                        ModelCheckerTest::swap,
                        "'stem.h-swish' (HardSwish) reads 'stem.conv'"),
                graph(
                        "a node that reads nothing known",
                        g -> g.getNodeBuilder(0).setInput(0, "img"),
                        "'stem.conv'",
                        "'img'"),
                graph("an initialiser that nothing reads", ModelCheckerTest::addConstant, "'spare' is never read"),
                graph("a node that nothing reads", ModelCheckerTest::addNode, "'spare' is never read"),
                graph(
                        "two initialisers of one name",
                        g -> g.addInitializer(g.getInitializer(0)),
                        "has the name of another"),
                graph("an initialiser cut short", ModelCheckerTest::truncate, "'stem.conv.weight' holds"),
                graph("a weight with its axes swapped", ModelCheckerTest::transpose, "'stem.conv' (Conv) convolves"),
                graph("a weight of another type", ModelCheckerTest::halve, "'stem.conv' (Conv) mixes"),
                graph(
                        "a wrong shape in a description",
                        g -> resize(g.getValueInfoBuilder(0)),
                        "'stem.conv' (Conv) writes"),
                graph(
                        "a wrong type in a description",
                        g -> retype(g.getValueInfoBuilder(1)),
                        "'stem.h-swish' (HardSwish)"),
                graph("a value that is not described", g -> g.removeValueInfo(0), "'stem.conv'", "nothing describes"),
                graph("a description of nothing", g -> g.getValueInfoBuilder(0).setName("ghost"), "'stem.conv'"),
                graph(
                        "a value described twice",
                        g -> g.addValueInfo(g.getValueInfo(0)),
                        "'stem.conv' is described twice"),
                graph("an output that nothing writes", ModelCheckerTest::addOutput, "'ghost'", "nothing writes it"),
                graph("a wrong shape of the output", g -> resize(g.getOutputBuilder(0)), "(Gemm) writes", "'logits'"),
                graph("a wrong shape of the input", g -> resize(g.getInputBuilder(0)), "'stem.conv' (Conv)"),
                graph(
                        "an operator that is not known",
                        g -> g.getNodeBuilder(1).setOpType("Swish"),
                        "'stem.h-swish' (Swish)"),
                graph(
                        "an operator of another domain",
                        g -> g.getNodeBuilder(0).setDomain("com.x"),
                        "'stem.conv' (Conv)"),
                graph(
                        "too few inputs",
                        g -> first(g, "Gemm").clearInput().addInput("image"),
                        "(Gemm) does not take 1 inputs"),
                graph(
                        "a foreign attribute",
                        g -> first(g, "Relu").addAttribute(whole("axis", 1)),
                        "(Relu) has the attribute"),
                graph(
                        "an attribute of another type",
                        ModelCheckerTest::retypeAttribute,
                        "'stem.conv' (Conv) has the attribute"),
                graph("other strides", ModelCheckerTest::stride, "'stem.conv' (Conv) writes"),
                graph("an axis that is not there", ModelCheckerTest::flattenFar, "(Flatten) has no axis 7"),
                graph("no nodes at all", ModelCheckerTest::empty, "has no nodes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void a_damaged_model_is_refused_by_name(String name, Consumer<ModelProto.Builder> damage, String... message) {
        ModelProto.Builder model = WHOLE.toBuilder();
        damage.accept(model);
        assertThatThrownBy(() -> ModelChecker.check(model.build().toByteArray()))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll(message);
    }

    @Test
    void a_map_that_is_not_repeated_as_described_is_refused() throws Exception {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        Network network = space.lower(space.largest());
        ExportOptions x86 = ExportOptions.PLAIN.withPlatform(Platform.named("cpu-x86"));
        ModelProto.Builder model =
                ModelProto.parseFrom(OnnxExporter.export(network, RandomWeights.of(network, 1), x86)).toBuilder();
        ModelChecker.check(model.build().toByteArray());
        TensorProto.Builder times = model.getGraphBuilder().getInitializerBuilderList().stream()
                .filter(constant -> constant.getName().endsWith(".times"))
                .findFirst()
                .orElseThrow();
        times.clearRawData().addFloatData(1).addFloatData(1).addFloatData(2).addFloatData(2);
        assertThatThrownBy(() -> ModelChecker.check(model.build().toByteArray()))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll("(Resize) writes float (1, ", ", 2, 2), but");
    }

    @Test
    void bytes_that_are_no_model_are_refused() {
        assertThatThrownBy(() -> ModelChecker.check(new byte[] {1, 2, 3}))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("The model is no ONNX file");
    }

    private static Arguments damage(String name, Consumer<ModelProto.Builder> damage, String... message) {
        return Arguments.of(name, damage, message);
    }

    private static Arguments graph(String name, Consumer<GraphProto.Builder> damage, String... message) {
        Consumer<ModelProto.Builder> whole = model -> damage.accept(model.getGraphBuilder());
        return Arguments.of(name, whole, message);
    }

    private static String name(GraphProto.Builder graph, int node) {
        return graph.getNode(node).getName();
    }

    private static NodeProto.Builder first(GraphProto.Builder graph, String operator) {
        Predicate<NodeProto.Builder> wanted = node -> node.getOpType().equals(operator);
        return graph.getNodeBuilderList().stream().filter(wanted).findFirst().orElseThrow();
    }

    private static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static void importTwice(ModelProto.Builder model) {
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17));
    }

    private static void writeTwice(GraphProto.Builder graph) {
        NodeProto again = graph.getNode(0).toBuilder().setName("again").build();
        graph.addNode(1, again);
    }

    private static void swap(GraphProto.Builder graph) {
        NodeProto first = graph.getNode(0);
        graph.setNode(0, graph.getNode(1)).setNode(1, first);
    }

    private static void addConstant(GraphProto.Builder graph) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName("spare")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addFloatData(1));
    }

    private static void addNode(GraphProto.Builder graph) {
        ValueInfoProto described =
                graph.getValueInfo(0).toBuilder().setName("spare").build();
        graph.addValueInfo(described);
        graph.addNode(NodeProto.newBuilder()
                .setName("spare")
                .setOpType("Relu")
                .addInput("stem.conv")
                .addOutput("spare"));
    }

    private static void addOutput(GraphProto.Builder graph) {
        graph.addOutput(graph.getOutput(0).toBuilder().setName("ghost"));
    }

    private static TensorProto.Builder stem(GraphProto.Builder graph) {
        return graph.getInitializerBuilderList().stream()
                .filter(constant -> constant.getName().equals("stem.conv.weight"))
                .findFirst()
                .orElseThrow();
    }

    private static void truncate(GraphProto.Builder graph) {
        TensorProto.Builder weight = stem(graph);
        weight.setRawData(weight.getRawData().substring(4));
    }

    private static void transpose(GraphProto.Builder graph) {
        TensorProto.Builder weight = stem(graph);
        long out = weight.getDims(0);
        weight.setDims(0, weight.getDims(1)).setDims(1, out);
    }

    private static void halve(GraphProto.Builder graph) {
        TensorProto.Builder weight = stem(graph);
        weight.setDataType(TensorProto.DataType.FLOAT16_VALUE);
        weight.setRawData(weight.getRawData().substring(weight.getRawData().size() / 2));
    }

    private static void resize(ValueInfoProto.Builder value) {
        value.getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(1)
                .setDimValue(5);
    }

    private static void retype(ValueInfoProto.Builder value) {
        value.getTypeBuilder().getTensorTypeBuilder().setElemType(TensorProto.DataType.FLOAT16_VALUE);
    }

    private static void retypeAttribute(GraphProto.Builder graph) {
        NodeProto.Builder node = graph.getNodeBuilder(0);
        for (int i = 0; i < node.getAttributeCount(); i++) {
            if (node.getAttribute(i).getName().equals("strides")) {
                node.setAttribute(i, whole("strides", 2));
            }
        }
    }

    private static void stride(GraphProto.Builder graph) {
        graph.getNodeBuilder(0).getAttributeBuilderList().stream()
                .filter(a -> a.getName().equals("strides"))
                .forEach(a -> a.setInts(0, a.getInts(0) + 1));
    }

    private static void flattenFar(GraphProto.Builder graph) {
        first(graph, "Flatten").getAttributeBuilder(0).setI(7);
    }

    private static void empty(GraphProto.Builder graph) {
        graph.clearNode().clearInitializer().clearValueInfo();
        graph.setOutput(0, graph.getInput(0));
    }
}
