package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Subnets of every built-in space, cut from random supernets, in ONNX Runtime and in libtorch. */
class EngineParityTest {
    private static final Preprocessing PREPROCESSING =
            new Preprocessing(List.of(0.4f, 0.5f, 0.6f), List.of(0.25f, 0.3f, 0.2f));
    private static final int IMAGES = 3;

    private static TorchEngine engine;

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** Odd sizes leave windows that reach over the edge; the first two cases are the extremes. */
    static Stream<Arguments> samples() {
        return BuiltInSpaces.all()
                .flatMap(space -> IntStream.rangeClosed(1, 7).mapToObj(seed -> Arguments.of(space.name(), seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("samples")
    void both_runtimes_say_the_same(String name, int seed) {
        SearchSpace space = space(name);
        SplittableRandom random = new SplittableRandom(seed);
        Weights supernet = supernet(space, random);
        Subnet subnet = Subnet.of(space, architecture(space, seed, random), supernet);
        assertThat(difference(evaluation(space, supernet, random), subnet, random))
                .isLessThan(1e-5);
    }

    /**
     * Here the input reaches the logits undamped. Statistics of few images make some channels steep, and that enlarges
     * rounding: each runtime is up to 1e-4 from naive loops in double precision.
     */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("samples")
    void both_runtimes_say_the_same_after_recalibration(String name, int seed) {
        SearchSpace space = space(name);
        SplittableRandom random = new SplittableRandom(seed);
        SubnetEvaluation evaluation = evaluation(space, supernet(space, random), random);
        Subnet subnet = evaluation.recalibrated(architecture(space, seed, random));
        assertThat(difference(evaluation, subnet, random)).isLessThan(3e-4);
    }

    private static SearchSpace space(String name) {
        return BuiltInSpaces.named(name)
                .orElseThrow()
                .withWidthMultiplier(0.4)
                .withClasses(10)
                .withResolutions(List.of(64, 65, 66, 67, 70));
    }

    private static SubnetEvaluation evaluation(SearchSpace space, Weights supernet, SplittableRandom random) {
        return new SubnetEvaluation(engine, space, supernet, PREPROCESSING, images(24, random));
    }

    private static double difference(SubnetEvaluation evaluation, Subnet subnet, SplittableRandom random) {
        ImageSet images = images(IMAGES, random);
        int size = subnet.network().input().size();
        try (OnnxModel model = OnnxModel.load(OnnxExporter.export(subnet, ExportOptions.PLAIN))) {
            float[] expected = evaluation.logits(subnet, images);
            float[] actual = model.logits(PREPROCESSING.nchw(images, 0, IMAGES, size), IMAGES);
            return Verification.compare(expected, actual, 10).relativeDifference();
        }
    }

    private static Architecture architecture(SearchSpace space, int seed, RandomGenerator random) {
        return switch (seed) {
            case 1 -> space.smallest();
            case 2 -> space.largest();
            default -> new ArchitectureSampler(space).sample(random);
        };
    }

    /** Every elastic layer at its largest, with random transformation matrices. */
    private static Weights supernet(SearchSpace space, SplittableRandom random) {
        Map<String, Tensor> all = new TreeMap<>(RandomWeights.of(space.lower(space.largest()), random.nextLong())
                .tensors());
        for (String name : List.copyOf(all.keySet())) {
            if (name.startsWith("stages.") && name.endsWith(".depthwise.weight")) {
                String place = name.substring(0, name.length() - "weight".length());
                all.put(place + "7to5", matrix(25, random));
                all.put(place + "5to3", matrix(9, random));
            }
        }
        return new Weights(all);
    }

    private static Tensor matrix(int size, SplittableRandom random) {
        float[] values = new float[size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(size));
        }
        return Tensor.of(values, size, size);
    }

    /** Waves: unlike noise, they differ in what deep layers see. */
    private static ImageSet images(int count, SplittableRandom random) {
        int size = 72;
        byte[] pixels = new byte[count * size * size * 3];
        for (int plane = 0; plane < 3 * count; plane++) {
            double down = random.nextDouble(-0.3, 0.3);
            double right = random.nextDouble(-0.3, 0.3);
            double phase = random.nextDouble(6.28);
            for (int i = 0; i < size * size; i++) {
                int row = i / size;
                double wave = Math.sin(down * row + right * (i % size) + phase);
                pixels[(plane / 3 * size * size + i) * 3 + plane % 3] = (byte) (128 + 120 * wave);
            }
        }
        return new ImageSet(size, 3, pixels, new int[count]);
    }
}
