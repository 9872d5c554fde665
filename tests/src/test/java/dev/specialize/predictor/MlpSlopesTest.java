package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Tensor;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slopes against central differences of plain arithmetic in doubles, from the reference encoding on. */
final class MlpSlopesTest {
    private static final double STEP = 1e-7;
    private static final List<Integer> RESOLUTIONS = List.of(160, 176, 192, 208, 224);

    /** Inputs of the library form without resolutions, counted by hand. */
    @ParameterizedTest(name = "{0}, seeds 1 to 40")
    @CsvSource({"mbv3, 120", "proxyless, 126", "resnet50, 74"})
    void slopes_of_the_library_form_are_the_derivatives(String name, int inputs) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow().withResolutions(RESOLUTIONS);
        SortedMap<String, Tensor> tensors = library(inputs + RESOLUTIONS.size(), 8);
        assertDerivatives(
                MlpPredictor.of(tensors, space, RESOLUTIONS),
                space,
                a -> PlainPerceptron.libraryFeatures(a, space, RESOLUTIONS),
                x -> PlainPerceptron.library(tensors, x));
    }

    @Test
    void slopes_of_the_tutorial_form_are_the_derivatives_seeds_1_to_40() {
        SearchSpace space = BuiltInSpaces.named("mbv3").orElseThrow().withResolutions(RESOLUTIONS);
        SortedMap<String, Tensor> tensors = tutorial(9);
        assertDerivatives(
                MlpPredictor.of(tensors, space, List.of()),
                space,
                a -> PlainPerceptron.tutorialFeatures(a, space),
                x -> PlainPerceptron.tutorial(tensors, x));
    }

    private interface Features {
        double[] of(Architecture architecture);
    }

    /** Along the line from one architecture's features to another's, whatever they differ in. */
    private static void assertDerivatives(
            AccuracyPredictor predictor, SearchSpace space, Features features, ToDoubleFunction<double[]> output) {
        GenomeCodec codec = new GenomeCodec(space);
        GenomeScore score = predictor.score(codec);
        for (int seed = 1; seed <= 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ArchitectureSampler sampler = new ArchitectureSampler(space);
            Architecture own = sampler.sample(random);
            Architecture other = seed % 2 == 0 ? sampler.sample(random) : sampler.mutate(own, 0.1, random);
            double[] x = features.of(own);
            double[] target = features.of(other);
            double derivative =
                    (output.applyAsDouble(between(x, target, STEP)) - output.applyAsDouble(between(x, target, -STEP)))
                            / (2 * STEP);
            Genome genome = codec.encode(own);
            Genome changed = codec.encode(other);
            double[][] slopes = score.slopes(genome).orElseThrow();
            double sum = IntStream.range(0, codec.length())
                    .mapToDouble(p -> slopes[p][changed.gene(p)] - slopes[p][genome.gene(p)])
                    .sum();
            assertThat(sum).as("seed %d", seed).isEqualTo(derivative, within(1e-5));
        }
    }

    private static double[] between(double[] x, double[] target, double share) {
        return IntStream.range(0, x.length)
                .mapToDouble(i -> x[i] + share * (target[i] - x[i]))
                .toArray();
    }

    @Test
    void slopes_do_not_depend_on_what_was_scored_before() {
        SearchSpace space = BuiltInSpaces.named("mbv3").orElseThrow().withResolutions(RESOLUTIONS);
        GenomeCodec codec = new GenomeCodec(space);
        GenomeScore score = MlpPredictor.of(tutorial(9), space, List.of()).score(codec);
        Genome one = codec.encode(space.largest());
        Genome other = codec.encode(space.smallest());
        double[][] slopes = score.slopes(one).orElseThrow();
        double value = score.of(one);
        score.slopes(other);
        assertThat(score.of(one)).isEqualTo(value);
        score.of(other);
        assertThat(score.slopes(one).orElseThrow()).isDeepEqualTo(slopes);
    }

    private static SortedMap<String, Tensor> tutorial(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        int[] widths = {128, 17, 18, 1};
        for (int i = 0; i < 3; i++) {
            tensors.put(2 * i + ".weight", random(random, widths[i + 1], widths[i]));
            tensors.put(2 * i + ".bias", random(random, widths[i + 1]));
        }
        return tensors;
    }

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
        int size = 1;
        for (int length : shape) {
            size *= length;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-0.3, 0.3);
        }
        return Tensor.of(values, shape);
    }
}
