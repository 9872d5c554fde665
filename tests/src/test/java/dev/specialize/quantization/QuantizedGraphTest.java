package dev.specialize.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.onnx.Content;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.GraphBuilder;
import dev.specialize.onnx.Operand;
import dev.specialize.weights.Tensor;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantizedGraphTest {
    private static final int CHANNELS = 3;
    private static final int WIDTH = 4;
    private static final int SIZE = 6;
    private static final List<String> LAYERS = List.of("a", "b");
    private static final QuantizationSettings ANY_ERROR = QuantizationSettings.USUAL.within(1e9, 1);

    private final SplittableRandom random = new SplittableRandom(7);
    private final float[] weight = normal(WIDTH * CHANNELS * 9, 0.3);
    private final float[] bias = normal(WIDTH, 0.2);
    private final CalibrationImages images = new CalibrationImages(normal(64 * CHANNELS * SIZE * SIZE, 1), 64);

    @ParameterizedTest
    @EnumSource(ActivationForm.class)
    void a_convolution_is_what_quantising_by_hand_gives(ActivationForm form) {
        GraphBuilder builder = builder();
        Operand.Value conv = builder.convolution("a", builder.input(), weights(), biases(), 1, 1);
        builder.relu("a.relu", conv);
        Graph graph = builder.build("logits");
        QuantizationSettings settings =
                ANY_ERROR.withMethod(CalibrationMethod.MIN_MAX).withActivations(form);
        Graph quantized = new QdqBy(graph, settings).graph();
        float[] actual = run(quantized);

        ValueRange inputs = extremes(images.values());
        LinearQuantizer x = form.quantizer(inputs);
        double[] read = new double[images.values().length];
        for (int i = 0; i < read.length; i++) {
            read[i] = x.dequantize(x.quantize(images.values()[i]));
        }
        double[][] rounded = roundedByHand(x.scale());
        float[] exact = run(graph);
        LinearQuantizer y = form.quantizer(extremes(exact));
        double worst = 0;
        double total = 0;
        for (int i = 0; i < actual.length; i++) {
            double sum = Math.max(0, convolvedByHand(read, rounded, i));
            // symmetric numbers do not rectify, so a rectifier follows the convolution and is not quantised at the end
            double expected = form.cutsBelowZero() ? y.dequantize(y.quantize(sum)) : sum;
            worst = Math.max(worst, Math.abs(actual[i] - expected));
            total += Math.abs(actual[i] - expected);
        }
        // a sum that lies between two steps may be rounded to either
        assertThat(worst).isLessThan(1.01 * y.scale());
        assertThat(total / actual.length).isLessThan(0.01 * y.scale());
    }

    /** Weights (out, in * 9), and the biases as the last column. */
    private double[][] roundedByHand(double inputScale) {
        double[][] rounded = new double[WIDTH][CHANNELS * 9 + 1];
        for (int o = 0; o < WIDTH; o++) {
            double largest = 0;
            for (int i = 0; i < CHANNELS * 9; i++) {
                largest = Math.max(largest, Math.abs(weight[o * CHANNELS * 9 + i]));
            }
            double scale = (float) (largest / 127);
            for (int i = 0; i < CHANNELS * 9; i++) {
                rounded[o][i] = Math.rint(weight[o * CHANNELS * 9 + i] / scale) * scale;
            }
            double step = inputScale * scale;
            rounded[o][CHANNELS * 9] = Math.rint(bias[o] / step) * step;
        }
        return rounded;
    }

    private static double convolvedByHand(double[] x, double[][] rounded, int index) {
        int column = index % SIZE;
        int row = index / SIZE % SIZE;
        int out = index / (SIZE * SIZE) % WIDTH;
        int image = index / (SIZE * SIZE * WIDTH);
        double sum = rounded[out][CHANNELS * 9];
        for (int c = 0; c < CHANNELS; c++) {
            for (int k = 0; k < 9; k++) {
                int r = row + k / 3 - 1;
                int s = column + k % 3 - 1;
                if (r >= 0 && r < SIZE && s >= 0 && s < SIZE) {
                    sum += rounded[out][c * 9 + k] * x[((image * CHANNELS + c) * SIZE + r) * SIZE + s];
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(ActivationForm.class)
    void gates_and_h_swish_stay_what_they_are_but_for_rounding(ActivationForm form) {
        Graph graph = gatedGraph();
        for (CalibrationMethod method : CalibrationMethod.values()) {
            QuantizedGraph quantized = QuantizedGraph.of(
                    graph, LAYERS, images, ANY_ERROR.withActivations(form).withMethod(method));
            float[] exact = run(graph);
            float[] actual = run(quantized.graph());
            double squares = 0;
            double spread = 0;
            for (int i = 0; i < exact.length; i++) {
                squares += Math.pow(exact[i] - actual[i], 2);
                spread += Math.pow(exact[i], 2);
            }
            assertThat(Math.sqrt(squares / spread)).as(method.toString()).isBetween(1e-4, 0.1);
        }
    }

    @Test
    void corrected_biases_leave_channels_on_average_where_they_were() {
        GraphBuilder builder = builder();
        builder.convolution(
                "a",
                builder.input(),
                Content.of(Tensor.of(normal(WIDTH * CHANNELS, 0.3), WIDTH, CHANNELS, 1, 1)),
                biases(),
                1,
                1);
        Graph graph = builder.build("logits");
        float[] shifted = images.values().clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 3;
        }
        CalibrationImages bright = new CalibrationImages(shifted, images.count());
        QuantizationSettings coarse = ANY_ERROR.withWeights(WeightRange.SEVEN_BITS);
        double corrected = meanShift(
                graph, QuantizedGraph.of(graph, LAYERS, bright, coarse).graph(), bright);
        double uncorrected = meanShift(graph, new QdqBy(graph, coarse, bright).graph(), bright);
        assertThat(corrected).isLessThan(uncorrected / 2);
    }

    private static double meanShift(Graph graph, Graph other, CalibrationImages images) {
        float[] exact = run(graph, images);
        float[] actual = run(other, images);
        double[] shifts = new double[WIDTH];
        for (int i = 0; i < exact.length; i++) {
            shifts[i / (SIZE * SIZE) % WIDTH] += (actual[i] - exact[i]) / (double) exact.length;
        }
        return Arrays.stream(shifts).map(Math::abs).sum();
    }

    @Test
    void a_layer_that_is_to_be_kept_is_computed_in_float32() {
        Graph graph = gatedGraph();
        QuantizedGraph all = QuantizedGraph.of(graph, LAYERS, images, ANY_ERROR);
        QuantizedGraph kept = QuantizedGraph.of(graph, LAYERS, images, ANY_ERROR.keeping(Set.of("b")));
        assertThat(kept.record().kept()).containsExactly(new KeptLayer("b", Optional.empty()));
        assertThat(kept.record().logitsError()).isLessThan(all.record().logitsError());
        assertThat(kept.graph().constants().stream().filter(c -> c.name().equals("b.weight")))
                .allMatch(c -> c.content() instanceof Content.Known)
                .hasSize(1);
        QuantizedGraph none = QuantizedGraph.of(graph, LAYERS, images, ANY_ERROR.keeping(Set.copyOf(LAYERS)));
        assertThat(run(none.graph())).isEqualTo(run(graph));
    }

    @Test
    void the_layers_that_harm_most_are_kept_until_the_error_is_small_enough() {
        Graph graph = gatedGraph();
        double all =
                QuantizedGraph.of(graph, LAYERS, images, ANY_ERROR).record().logitsError();
        QuantizationRecord record = QuantizedGraph.of(
                        graph, LAYERS, images, QuantizationSettings.USUAL.within(0.999 * all, 10))
                .record();
        assertThat(record.logitsError()).isLessThan(all);
        assertThat(record.kept()).isNotEmpty();
        double alone = record.kept().get(0).error().orElseThrow();
        String other = record.kept().get(0).layer().equals("a") ? "b" : "a";
        double rest = QuantizedGraph.of(
                        graph,
                        LAYERS,
                        images,
                        ANY_ERROR.keeping(Set.of(record.kept().get(0).layer())))
                .record()
                .logitsError();
        assertThat(alone)
                .as("harm done by the kept one against '" + other + "'")
                .isGreaterThanOrEqualTo(rest);
        QuantizationRecord small = QuantizedGraph.of(
                        graph, LAYERS, images, QuantizationSettings.USUAL.within(1e-9, 1e-3))
                .record();
        assertThat(small.kept()).as("layers kept though the file may not grow").isEmpty();
        QuantizationRecord limited = QuantizedGraph.of(
                        graph, LAYERS, images, QuantizationSettings.USUAL.within(0.999 * all, 10), larger -> false)
                .record();
        assertThat(limited.kept()).as("layers kept beyond another limit").isEmpty();
        assertThat(limited.logitsError()).isEqualTo(all);
    }

    @Test
    void one_image_is_enough_for_who_says_so() {
        CalibrationImages one = images.first(1);
        Graph graph = gatedGraph();
        assertThatThrownBy(() -> QuantizedGraph.of(graph, LAYERS, one, QuantizationSettings.USUAL))
                .isInstanceOf(QuantizationException.class)
                .hasMessageStartingWith("1 calibration images are too few")
                .hasMessageContaining("at least 32")
                .hasMessageContaining("Maybe ");
        QuantizedGraph quantized = QuantizedGraph.of(graph, LAYERS, one, ANY_ERROR.withLeastImages(1));
        assertThat(quantized.record().images()).isEqualTo(1);
    }

    @Test
    void a_calibration_that_saturates_on_other_images_is_refused_with_numbers() {
        float[] changing = images.values().clone();
        for (int i = changing.length * 7 / 8; i < changing.length; i++) {
            changing[i] *= 20;
        }
        CalibrationImages some = new CalibrationImages(changing, images.count());
        assertThatThrownBy(() -> QuantizedGraph.of(gatedGraph(), LAYERS, some, ANY_ERROR))
                .isInstanceOf(QuantizationException.class)
                .hasMessageStartingWith("The calibration saturates: on images that were set aside, ")
                .hasMessageContaining("that percentile gives them (at most 5 %). Maybe ");
        assertThat(QuantizedGraph.of(gatedGraph(), LAYERS, images, ANY_ERROR)
                        .record()
                        .mostClipped()
                        .share())
                .isBetween(0.0, 0.01);
    }

    @Test
    void a_layer_that_is_not_there_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> QuantizedGraph.of(gatedGraph(), LAYERS, images, ANY_ERROR.keeping(Set.of("c"))))
                .isInstanceOf(QuantizationException.class)
                .hasMessage("The network has no layer 'c' to keep in float32. Its layers: [a, b]");
    }

    @Test
    void activations_that_are_not_finite_are_refused_by_name() {
        float[] broken = images.values().clone();
        broken[100] = Float.POSITIVE_INFINITY;
        CalibrationImages some = new CalibrationImages(broken, images.count());
        assertThatThrownBy(() -> QuantizedGraph.of(gatedGraph(), LAYERS, some, ANY_ERROR))
                .isInstanceOf(QuantizationException.class)
                .hasMessageStartingWith("Activations 'image' reach from ")
                .hasMessageContaining("Infinity");
    }

    @ParameterizedTest(name = "always {0}")
    @ValueSource(floats = {0, 1, -2})
    void images_of_one_colour_can_be_calibrated_on(float colour) {
        float[] flat = new float[40 * CHANNELS * SIZE * SIZE];
        Arrays.fill(flat, colour);
        CalibrationImages some = new CalibrationImages(flat, 40);
        for (CalibrationMethod method : CalibrationMethod.values()) {
            QuantizedGraph quantized = QuantizedGraph.of(gatedGraph(), LAYERS, some, ANY_ERROR.withMethod(method));
            for (float logit : run(quantized.graph(), some)) {
                assertThat(logit).isFinite();
            }
        }
    }

    /** What a pool and a flattening write are the numbers that they read, in the ranges of those. */
    @ParameterizedTest(name = "in float32: {0}")
    @ValueSource(strings = {"", "a", "b", "c", "a,b", "b,c"})
    void what_is_only_moved_has_ranges_and_means_whatever_is_kept(String kept) {
        GraphBuilder builder = builder();
        Operand.Value map =
                builder.relu("a.relu", builder.convolution("a", builder.input(), weights(), biases(), 1, 1));
        Content narrow = Content.of(Tensor.of(Arrays.copyOf(weight, WIDTH * WIDTH), WIDTH, WIDTH, 1, 1));
        Operand.Value pooled = builder.maxPool("b.pool", map);
        Operand.Value next = builder.convolution("b", pooled, narrow, biases(), 1, 1);
        Operand.Value flat = builder.flatten("c.flatten", builder.globalAveragePool("c.pool", next));
        Content classes = Content.of(Tensor.of(Arrays.copyOf(weight, WIDTH * WIDTH), WIDTH, WIDTH));
        builder.linear("c", flat, classes, biases());
        Graph graph = builder.build("logits");
        Set<String> layers = kept.isEmpty() ? Set.of() : Set.of(kept.split(","));

        QuantizedGraph quantized = QuantizedGraph.of(graph, List.of("a", "b", "c"), images, ANY_ERROR.keeping(layers));

        float[] exact = run(graph);
        float[] rounded = run(quantized.graph());
        double[] means = new double[WIDTH];
        for (int i = 0; i < exact.length; i++) {
            means[i % WIDTH] += (rounded[i] - exact[i]) * WIDTH / exact.length;
        }
        ValueRange range = extremes(exact);
        assertThat(Arrays.stream(means).map(Math::abs).max().orElseThrow())
                .as("rounding shifts no class on average")
                .isLessThan(0.01 * (range.highest() - range.lowest()));
    }

    @Test
    void the_names_of_methods_are_read_back() {
        for (CalibrationMethod method : CalibrationMethod.values()) {
            assertThat(CalibrationMethod.parse(method.toString())).isEqualTo(method);
        }
        assertThatThrownBy(() -> CalibrationMethod.parse("mean"))
                .hasMessage("calibration must be one of min-max, percentile, entropy, got 'mean'");
    }

    /** Convolution, h-swish, squeeze-and-excitation, sum, rectifier. */
    private Graph gatedGraph() {
        GraphBuilder builder = builder();
        Operand.Value map =
                builder.hardSwish("a.h-swish", builder.convolution("a", builder.input(), weights(), biases(), 1, 1));
        Operand.Value mean = builder.globalAveragePool("b.pool", map);
        Content gates = Content.of(Tensor.of(Arrays.copyOf(weight, WIDTH * WIDTH), WIDTH, WIDTH, 1, 1));
        Operand.Value gate = builder.hardSigmoid("b.gate", builder.convolution("b", mean, gates, biases(), 1, 1));
        Operand.Value gated = builder.multiply("b.mul", map, gate);
        builder.relu("b.relu", builder.add("b.add", gated, map));
        return builder.build("logits");
    }

    private static GraphBuilder builder() {
        return new GraphBuilder(new Operand.Value("image", List.of(CHANNELS, SIZE, SIZE)));
    }

    private Content weights() {
        return Content.of(Tensor.of(weight, WIDTH, CHANNELS, 3, 3));
    }

    private Content biases() {
        return Content.of(Tensor.of(bias, WIDTH));
    }

    private float[] normal(int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static ValueRange extremes(float... values) {
        float low = values[0];
        float high = values[0];
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new ValueRange(low, high);
    }

    private float[] run(Graph graph) {
        return run(graph, images);
    }

    private static float[] run(Graph graph, CalibrationImages images) {
        try (GraphRun run = GraphRun.of(graph)) {
            return run.outputs(images);
        }
    }

    /** Quantised without correcting biases. */
    private final class QdqBy {
        private final Graph graph;
        private final QuantizationSettings settings;
        private final CalibrationImages some;

        QdqBy(Graph graph, QuantizationSettings settings) {
            this(graph, settings, images);
        }

        QdqBy(Graph graph, QuantizationSettings settings, CalibrationImages some) {
            this.graph = graph;
            this.settings = settings;
            this.some = some;
        }

        Graph graph() {
            Set<Operand.Value> all = new LinkedHashSet<>(graph.intermediates());
            all.add(graph.input());
            all.add(graph.output());
            Ranges ranges = Observations.of(graph, all, some, settings.method()).ranges(settings.method());
            return QdqPass.whole(
                    graph,
                    new QuantizationPlan(
                            ranges, ChannelMeans.UNKNOWN, Set.of(), settings.activations(), settings.weights()));
        }
    }
}
