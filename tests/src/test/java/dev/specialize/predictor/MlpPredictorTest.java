package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.weights.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MlpPredictorTest {
    private static final SearchSpace MBV3 = space("mbv3");
    private static final List<Integer> RESOLUTIONS = List.of(160, 176, 192, 208, 224);

    @ParameterizedTest(name = "mbv3 at {0} px, seeds 1 to 50")
    @ValueSource(ints = {128, 144, 164, 188, 224})
    void the_tutorial_form_equals_plain_arithmetic(int resolution) {
        SortedMap<String, Tensor> tensors = tutorial(128, 7);
        SearchSpace space = MBV3.withResolutions(List.of(resolution));
        AccuracyPredictor predictor = MlpPredictor.of(tensors, space, List.of());
        assertEqual(
                predictor, space, a -> PlainPerceptron.tutorial(tensors, PlainPerceptron.tutorialFeatures(a, space)));
    }

    @ParameterizedTest(name = "{0}, seeds 1 to 50")
    @ValueSource(strings = {"mbv3", "proxyless", "resnet50", "mbv3-32"})
    void the_library_form_equals_plain_arithmetic(String name) {
        SearchSpace space = space(name);
        space = name.equals("mbv3-32") ? space : space.withResolutions(RESOLUTIONS);
        SearchSpace searched = space;
        List<Integer> known = space.resolutions();
        SortedMap<String, Tensor> tensors = library(size(name) + known.size(), 8);
        AccuracyPredictor predictor = MlpPredictor.of(tensors, space, known);
        assertEqual(
                predictor,
                space,
                a -> PlainPerceptron.library(tensors, PlainPerceptron.libraryFeatures(a, searched, known)));
    }

    private interface Expected {
        double of(Architecture architecture);
    }

    private static void assertEqual(AccuracyPredictor predictor, SearchSpace space, Expected expected) {
        GenomeCodec codec = new GenomeCodec(space);
        GenomeScore score = predictor.score(codec);
        for (int seed = 1; seed <= 50; seed++) {
            Architecture architecture = new ArchitectureSampler(space).sample(new SplittableRandom(seed));
            double value = expected.of(architecture);
            assertThat(score.of(codec.encode(architecture)))
                    .as("%s, seed %d", architecture, seed)
                    .isEqualTo(value, within(1e-5));
            assertThat(predictor.accuracy(architecture)).isEqualTo(Math.max(0, Math.min(1, value)), within(1e-5));
        }
    }

    @Test
    void a_score_serves_fewer_resolutions_and_choices_seed_3() {
        MlpPredictor predictor = MlpPredictor.of(library(120 + 5, 9), MBV3, RESOLUTIONS);
        SearchSpace part = MBV3.withResolutions(List.of(176, 224))
                .withStages(MBV3.stages().stream()
                        .map(s -> new Stage(
                                s.kind(),
                                s.widths(),
                                s.stride(),
                                s.activation(),
                                s.squeezeExcite(),
                                List.of(2, 4),
                                List.of(3, 7),
                                List.of(4.0, 6.0)))
                        .toList());
        GenomeCodec codec = new GenomeCodec(part);
        GenomeScore score = predictor.score(codec);
        for (int i = 0; i < 20; i++) {
            Architecture architecture = new ArchitectureSampler(part).sample(new SplittableRandom(i));
            double clamped = Math.max(0, Math.min(1, score.of(codec.encode(architecture))));
            assertThat(clamped).isEqualTo(predictor.accuracy(architecture), within(1e-6));
        }
    }

    @Test
    void a_score_for_a_resolution_that_it_does_not_know_is_refused_by_name() {
        MlpPredictor predictor = MlpPredictor.of(library(125, 9), MBV3, RESOLUTIONS);
        assertThatThrownBy(() -> predictor.score(new GenomeCodec(MBV3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not know the resolution 128, only [160, 176, 192, 208, 224]");
        Architecture known = MBV3.largest();
        assertThat(predictor.accuracy(known)).isBetween(0.0, 1.0);
    }

    @ParameterizedTest(name = "{0} inputs for {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            124 | mbv3     | Maybe it was trained on 4 resolutions
            126 | mbv3     | Maybe it was trained on 6 resolutions
            120 | mbv3     | mbv3 needs 120 and one for each resolution. Maybe it is a predictor for another space.
            125 | resnet50 | Maybe it was trained on 51 resolutions
            """)
    void an_input_of_another_size_is_refused_saying_what_would_fit(int inputs, String name, String message) {
        assertThatThrownBy(() -> MlpPredictor.of(library(inputs, 1), space(name), RESOLUTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("its input has " + inputs + " values")
                .hasMessageContaining(message);
    }

    @Test
    void the_tutorial_form_knows_its_resolutions_and_spaces() {
        assertThatThrownBy(() -> MlpPredictor.of(tutorial(128, 1), MBV3, RESOLUTIONS))
                .hasMessageContaining("takes the resolutions [112, 128, 144, 160, 176, 192, 208, 224] and no others");
        assertThatThrownBy(() -> MlpPredictor.of(tutorial(128, 1), space("proxyless"), List.of()))
                .hasMessageContaining("its input has 128 values; proxyless with 8 resolutions needs 134");
        assertThatThrownBy(() -> MlpPredictor.of(tutorial(128, 1), space("resnet50"), List.of()))
                .hasMessageContaining("does not tell widths of stages apart, as resnet50 needs");
    }

    @Test
    void tensors_that_are_not_a_predictor_are_named() {
        assertRefused(t -> t.remove("2.bias"), "tensor '2.bias' is missing");
        assertRefused(t -> t.put("first_conv.weight", Tensor.of(new float[1], 1)), "'first_conv.weight' is unknown");
        assertRefused(SortedMap::clear, "tensor '0.weight' is missing. Maybe this is no accuracy predictor");
        assertRefused(t -> t.put("4.weight", Tensor.of(new float[30], 1, 30)), "'4.weight' has 30 inputs, the layer");
        assertRefused(t -> t.put("4.weight", Tensor.of(new float[16], 16)), "'4.weight' must be a matrix");
        assertRefused(t -> t.put("4.bias", Tensor.of(new float[3], 3)), "'4.bias' must have shape [1]");
        assertRefused(t -> t.get("2.weight").values()[5] = Float.NaN, "tensor '2.weight' holds NaN");
        assertRefused(
                t -> {
                    t.put("4.weight", Tensor.of(new float[32], 2, 16));
                    t.put("4.bias", Tensor.of(new float[2], 2));
                },
                "'4.weight' has 2 outputs; a predictor of accuracies has 1");
    }

    private static void assertRefused(Consumer<SortedMap<String, Tensor>> change, String message) {
        SortedMap<String, Tensor> tensors = tutorial(128, 1);
        change.accept(tensors);
        assertThatThrownBy(() -> MlpPredictor.of(tensors, MBV3, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static SearchSpace space(String name) {
        return BuiltInSpaces.named(name).orElseThrow();
    }

    /** Inputs of the library form without resolutions, counted by hand. */
    private static int size(String name) {
        return switch (name) {
            case "mbv3" -> 20 * 6;
            case "proxyless" -> 21 * 6;
            case "mbv3-32" -> 12 * 6;
            default -> 2 + 6 * 3 + 18 * 3;
        };
    }

    /** Random weights: inputs-16-16-1. */
    private static SortedMap<String, Tensor> tutorial(int inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        int[] widths = {inputs, 16, 16, 1};
        for (int i = 0; i < 3; i++) {
            tensors.put(2 * i + ".weight", random(random, widths[i + 1], widths[i]));
            tensors.put(2 * i + ".bias", random(random, widths[i + 1]));
        }
        return tensors;
    }

    /** Random weights: inputs-19-13-1, widths that are no multiples of four. */
    private static SortedMap<String, Tensor> library(int inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        tensors.put("layers.0.0.weight", random(random, 19, inputs));
        tensors.put("layers.0.0.bias", random(random, 19));
        tensors.put("layers.1.0.weight", random(random, 13, 19));
        tensors.put("layers.1.0.bias", random(random, 13));
        tensors.put("layers.2.weight", random(random, 1, 13));
        tensors.put("base_acc", Tensor.of(new float[] {0.77f}, 1));
        return tensors;
    }

    private static Tensor random(SplittableRandom random, Integer... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-0.3, 0.3);
        }
        return Tensor.of(values, shape);
    }
}
