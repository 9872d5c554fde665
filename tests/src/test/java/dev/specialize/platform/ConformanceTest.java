package dev.specialize.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.checker.ModelChecker;
import dev.specialize.onnx.Attribute;
import dev.specialize.onnx.BatchSize;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.GraphBuilder;
import dev.specialize.onnx.ModelFile;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import dev.specialize.onnx.RuntimeSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators are rewritten to computes what they do. */
class ConformanceTest {
    private static final Platform NNAPI = Platform.named("android-nnapi");
    private static final Platform X86 = Platform.named("cpu-x86");
    private static final Platform CORE_ML = Platform.named("ios-coreml");

    @Test
    void h_swish_is_computed_by_sum_limits_and_products() {
        assertComputes(x -> x * Math.min(Math.max(x + 3, 0), 6) / 6, hardSwish(), "Add", "Clip", "Mul", "Mul");
    }

    @Test
    void h_sigmoid_is_computed_by_sum_limits_and_product() {
        Operand.Value x = new Operand.Value("x", List.of(2, 4, 3));
        GraphBuilder builder = new GraphBuilder(x);
        builder.hardSigmoid("y", x);
        assertComputes(v -> Math.min(Math.max(v + 3, 0), 6) / 6, builder.build(), "Add", "Clip", "Mul");
    }

    private static Graph hardSwish() {
        Operand.Value x = new Operand.Value("x", List.of(2, 4, 3));
        GraphBuilder builder = new GraphBuilder(x);
        builder.hardSwish("y", x);
        return builder.build();
    }

    private static void assertComputes(DoubleUnaryOperator formula, Graph graph, String... operators) {
        Graph fitted = NNAPI.conforming(graph, NumberFormat.FP32);
        assertThat(fitted.nodes()).extracting(n -> n.operator().onnxName()).containsExactly(operators);
        float[] values = {
            -1e6f, -10, -3.0001f, -3, -2.9999f, -1.5f, -1e-7f, 0, 1e-7f, 1, 2.9999f, 3, 3.0001f, 5, 10, 1e6f
        };
        float[] x = Arrays.copyOf(values, 24);
        float[] y = run(fitted, x);
        for (int i = 0; i < x.length; i++) {
            double expected = formula.applyAsDouble(x[i]);
            assertThat((double) y[i]).as("at %s", x[i]).isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(x[i]))));
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    @Test
    void where_h_sigmoid_is_there_h_swish_is_a_product_with_it() {
        List<AllowedOperator> operators = new ArrayList<>(NNAPI.operators());
        operators.add(new AllowedOperator("HardSigmoid", new TreeMap<>(), List.of()));
        Graph fitted = with(operators).conforming(hardSwish(), NumberFormat.FP32);
        assertThat(fitted.nodes()).extracting(n -> n.operator().onnxName()).containsExactly("HardSigmoid", "Mul");
        float[] x = noise(24);
        assertThat(run(fitted, x)).usingComparatorWithPrecision(1e-6f).containsExactly(run(hardSwish(), x));
    }

    @ParameterizedTest(name = "{0} pixels, windows of {1}")
    @CsvSource({"8, 2", "9, 2", "7, 3", "8, 3", "9, 3"})
    void pooling_windows_that_end_outside_become_padding(int size, int window) {
        Operand.Value x = new Operand.Value("x", List.of(3, size, size));
        GraphBuilder builder = new GraphBuilder(x);
        builder.averagePool("y", x, window);
        for (Platform platform : List.of(NNAPI, CORE_ML)) {
            Graph fitted = platform.conforming(builder.build(), NumberFormat.FP32);
            assertThat(fitted.nodes()).hasSize(1);
            assertThat(fitted.nodes().get(0).attributes()).containsEntry("ceil_mode", new Attribute.Whole(0));
            float[] values = noise(3 * size * size);
            assertThat(run(fitted, values))
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(run(builder.build(), values));
        }
    }

    @Test
    void a_global_mean_is_one_window_where_there_is_no_operator_for_it() {
        Operand.Value x = new Operand.Value("x", List.of(3, 5, 5));
        GraphBuilder builder = new GraphBuilder(x);
        builder.globalAveragePool("y", x);
        List<AllowedOperator> operators = new ArrayList<>(NNAPI.operators());
        operators.removeIf(o -> o.name().equals("GlobalAveragePool"));
        Graph fitted = with(operators).conforming(builder.build(), NumberFormat.FP32);
        assertThat(fitted.nodes()).extracting(n -> n.operator().onnxName()).containsExactly("AveragePool");
        float[] values = noise(75);
        assertThat(run(fitted, values))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(run(builder.build(), values));
    }

    @ParameterizedTest(name = "batch {0}")
    @ValueSource(ints = {1, 3})
    void a_map_is_reshaped_where_nothing_flattens_it(int batch) {
        Operand.Value x = new Operand.Value("x", List.of(2, 3, 4));
        GraphBuilder builder = new GraphBuilder(x);
        builder.flatten("y", x);
        Graph fitted = CORE_ML.conforming(builder.build(), NumberFormat.FP32);
        assertThat(fitted.nodes()).extracting(n -> n.operator().onnxName()).containsExactly("Reshape");
        float[] values = noise(24 * batch);
        assertThat(runDynamic(fitted, batch, values)).containsExactly(values);
    }

    @ParameterizedTest(name = "batch {0}")
    @ValueSource(ints = {1, 3})
    void a_gate_is_repeated_over_the_map_where_that_is_faster(int batch) {
        Operand.Value x = new Operand.Value("x", List.of(8, 5, 3));
        GraphBuilder builder = new GraphBuilder(x);
        builder.multiply("y", x, builder.hardSigmoid("gate", builder.globalAveragePool("mean", x)));
        Graph graph = builder.build();
        assertThat(X86.conforming(graph, NumberFormat.INT8).nodes()).isEqualTo(graph.nodes());
        Graph fitted = X86.conforming(graph, NumberFormat.FP32);
        assertThat(fitted.nodes())
                .extracting(n -> n.operator().onnxName())
                .containsExactly("GlobalAveragePool", "HardSigmoid", "Resize", "Mul");
        float[] values = noise(120 * batch);
        assertThat(runDynamic(fitted, batch, values)).containsExactly(runDynamic(graph, batch, values));
    }

    @Test
    void a_gate_of_a_single_pixel_stays() {
        Operand.Value x = new Operand.Value("x", List.of(8, 1, 1));
        GraphBuilder builder = new GraphBuilder(x);
        builder.multiply("y", x, builder.hardSigmoid("gate", x));
        Graph graph = builder.build();
        assertThat(X86.conforming(graph, NumberFormat.FP32).nodes()).isEqualTo(graph.nodes());
    }

    @Test
    void a_host_operator_in_the_middle_is_refused() {
        Operand.Value x = new Operand.Value("x", List.of(4));
        Node first = Node.of("a", Operator.RELU, List.of(x), Map.of());
        Node cast = Node.of(
                "b",
                Operator.CAST,
                List.of(first.output()),
                Map.of("to", new Attribute.Type(dev.specialize.onnx.ElementType.FLOAT16)));
        Node back = Node.of(
                "c",
                Operator.CAST,
                List.of(cast.output()),
                Map.of("to", new Attribute.Type(dev.specialize.onnx.ElementType.FLOAT)));
        Node last = Node.of("d", Operator.RELU, List.of(back.output()), Map.of());
        assertThat(NNAPI.conforming(new Graph(x, List.of(first, cast, back)), NumberFormat.FP16))
                .isNotNull();
        assertThat(NNAPI.conforming(
                        new Graph(
                                x,
                                List.of(
                                        cast.reading(List.of(x)),
                                        back.reading(
                                                List.of(cast.reading(List.of(x)).output())),
                                        last)),
                        NumberFormat.FP16))
                .isNotNull();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> NNAPI.conforming(new Graph(x, List.of(first, cast, back, last)), NumberFormat.FP16))
                .isInstanceOf(NonconformingModelException.class)
                .hasMessageContaining("node 'b': Cast is not among its operators");
    }

    private static Platform with(List<AllowedOperator> operators) {
        return new Platform(
                NNAPI.format(),
                NNAPI.name(),
                NNAPI.description(),
                NNAPI.source(),
                NNAPI.opset(),
                NNAPI.irVersion(),
                NNAPI.layout(),
                NNAPI.shapes(),
                NNAPI.precisions(),
                NNAPI.symmetricActivations(),
                NNAPI.reducedRange(),
                NNAPI.repeatedGates(),
                NNAPI.largestFileBytes(),
                operators,
                NNAPI.hostOperators());
    }

    private static float[] noise(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (4 * random.nextGaussian());
        }
        return values;
    }

    private static float[] run(Graph graph, float... x) {
        return run(graph, BatchSize.ONE, 1, x);
    }

    private static float[] runDynamic(Graph graph, int images, float... x) {
        return run(graph, BatchSize.DYNAMIC, images, x);
    }

    private static float[] run(Graph graph, BatchSize batch, int images, float... x) {
        byte[] model = new ModelFile(graph, batch, new TreeMap<>()).toBytes();
        ModelChecker.check(model);
        List<Long> shape = new ArrayList<>(List.of((long) images));
        graph.input().shape().forEach(size -> shape.add((long) size));
        try (RuntimeSession session = RuntimeSession.load(model, 1)) {
            return session.run("x", shape, x).get(0);
        }
    }
}
