package dev.specialize.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.specialize.export.ReferenceNetwork;
import dev.specialize.images.ImageSet;
import dev.specialize.space.Architecture;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElasticForwardTest {
    private static final int IMAGES = 6;
    private static final double TOLERANCE = 1e-5;

    private static TorchEngine engine;
    private static TorchEngine products;

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
        products = TorchEngine.openOnCpu(DenseConvolution.PRODUCT);
    }

    @AfterAll
    static void close() {
        engine.close();
        products.close();
    }

    static Stream<Arguments> samples() {
        return TinySupernet.spaces().stream()
                .flatMap(space -> LongStream.rangeClosed(1, 8).mapToObj(seed -> Arguments.of(space.name(), seed)));
    }

    private static SearchSpace space(String name) {
        return TinySupernet.spaces().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("samples")
    void a_subnet_of_shared_weights_computes_what_its_sliced_weights_do(String name, long seed) {
        assertThat(errorOfSharedWeights(engine, name, seed)).isLessThan(TOLERANCE);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("samples")
    void convolutions_as_products_of_matrices_give_the_same(String name, long seed) {
        assertThat(errorOfSharedWeights(products, name, seed)).isLessThan(TOLERANCE);
    }

    private static double errorOfSharedWeights(TorchEngine engine, String name, long seed) {
        SearchSpace space = space(name);
        Architecture architecture = TinySupernet.sampled(space, seed);
        Weights weights = TinySupernet.weights(space, seed);
        Subnet subnet = Subnet.of(space, architecture, weights);
        ImageSet images = TinySupernet.images(IMAGES, seed);
        float[] pixels = TinySupernet.preprocessing().nchw(images, 0, IMAGES, architecture.resolution());
        float[] expected = ReferenceNetwork.logits(subnet.network(), subnet.weights(), pixels, IMAGES);

        float[] actual = elastic(engine, weights, space.lower(architecture), images, Normalization.RUNNING);

        return relativeError(actual, expected);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("samples")
    void statistics_of_the_batch_give_what_the_definitions_give(String name, long seed) {
        SearchSpace space = space(name);
        Architecture architecture = TinySupernet.sampled(space, seed);
        Weights weights = TinySupernet.weights(space, seed);
        ImageSet images = TinySupernet.images(IMAGES, seed);
        float[] pixels = TinySupernet.preprocessing().nhwc(images, 0, IMAGES, architecture.resolution());
        double[][] expected = new DoubleNetwork(weights).logits(space.lower(architecture), pixels, IMAGES);

        float[] actual = elastic(engine, weights, space.lower(architecture), images, Normalization.training(0.1));

        assertThat(relativeError(actual, flat(expected))).isLessThan(TOLERANCE);
    }

    private static float[] elastic(
            TorchEngine engine, Weights weights, Network layers, ImageSet images, Normalization mode) {
        int size = layers.input().size();
        float[] pixels = TinySupernet.preprocessing().nhwc(images, 0, images.count(), size);
        engine.stopRecording();
        try (ElasticNetwork network = new ElasticNetwork(engine, weights);
                NDManager pass = engine.memory().newSubManager()) {
            NDArray batch = TorchEngine.images(pass, pixels, images.count(), size, images.channels());
            return network.forward(layers, batch, pass, mode).toFloatArray();
        }
    }

    private static float[] flat(double[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return all;
    }

    /** Largest difference, relative to the largest expected value. */
    private static double relativeError(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double scale = 0;
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
        }
        return worst / scale;
    }
}
