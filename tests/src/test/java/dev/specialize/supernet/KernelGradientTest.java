package dev.specialize.supernet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptModule;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KernelGradientTest {
    private static final int IMAGES = 3;
    private static final int CHANNELS = 19;

    private static TorchEngine engine;

    @BeforeAll
    static void open() {
        engine = TorchEngine.open();
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** Maps smaller than the kernel, as small, larger; even and odd. */
    static Stream<Arguments> convolutions() {
        return Stream.of(5, 7)
                .flatMap(kernel -> Stream.of(1, 2)
                        .flatMap(stride -> IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 11, 14)
                                .mapToObj(size -> Arguments.of(size, kernel, stride))));
    }

    @ParameterizedTest(name = "{0} px, kernel {1}, stride {2}")
    @MethodSource("convolutions")
    void each_element_is_the_sum_of_what_it_met(int size, int kernel, int stride) {
        SplittableRandom random = new SplittableRandom(size * 100L + kernel * 10L + stride);
        int outputs = (size - 1) / stride + 1;
        float[] x = drawn(random, size);
        float[] dy = drawn(random, outputs);
        float[] gradient;
        try (NDManager pass = engine.memory().newSubManager()) {
            NDArray kernels = pass.zeros(new Shape(CHANNELS, 1, kernel, kernel));
            gradient = engine.script()
                    .call(
                            pass,
                            "kernel_gradient",
                            ScriptModule.tensor(TorchEngine.images(pass, x, IMAGES, size, CHANNELS)),
                            ScriptModule.tensor(TorchEngine.images(pass, dy, IMAGES, outputs, CHANNELS)),
                            ScriptModule.tensor(kernels),
                            IValue.from((long) stride))
                    .toFloatArray();
        }
        assertThat(gradient).hasSize(CHANNELS * kernel * kernel);
        for (int i = 0; i < gradient.length; i++) {
            int channel = i / (kernel * kernel);
            int row = i / kernel % kernel - kernel / 2;
            int column = i % kernel - kernel / 2;
            double expected = 0;
            for (int n = 0; n < IMAGES; n++) {
                for (int oy = 0; oy < outputs; oy++) {
                    for (int ox = 0; ox < outputs; ox++) {
                        int y = oy * stride + row;
                        int z = ox * stride + column;
                        if (y >= 0 && y < size && z >= 0 && z < size) {
                            expected += (double) x[((n * size + y) * size + z) * CHANNELS + channel]
                                    * dy[((n * outputs + oy) * outputs + ox) * CHANNELS + channel];
                        }
                    }
                }
            }
            assertThat(Math.abs(gradient[i] - expected))
                    .as("channel %d, row %d, column %d", channel, row, column)
                    .isLessThan(1e-5 * IMAGES * outputs);
        }
    }

    private static float[] drawn(SplittableRandom random, int size) {
        float[] values = new float[IMAGES * size * size * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
