package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of frames that are no squares, against sums over all of their pixels in double precision. */
class SamplerTest {
    private static final int WIDTH = 23;
    private static final int HEIGHT = 15;
    private static final int OFFSET = 7;
    private static final List<Float> MEANS = List.of(0.2f, 0.5f, 0.7f);
    private static final List<Float> DEVIATIONS = List.of(0.5f, 0.25f, 0.1f);
    private static final Frame FRAME = frame();

    private static Frame frame() {
        byte[] pixels = new byte[OFFSET + WIDTH * HEIGHT * 3 + 2];
        new SplittableRandom(6).nextBytes(pixels);
        return new Frame(pixels, OFFSET, WIDTH, HEIGHT);
    }

    /** The mean colour, which is 0, where there is no pixel. */
    private static double value(int row, int column, int channel) {
        if (row < 0 || row >= HEIGHT || column < 0 || column >= WIDTH) {
            return 0;
        }
        int value = FRAME.pixels()[OFFSET + (row * WIDTH + column) * 3 + channel] & 0xff;
        return (value / 255.0 - MEANS.get(channel)) / DEVIATIONS.get(channel);
    }

    private static double weight(Resampling resampling, int source, int target, int size, int resolution) {
        double scale = (double) size / resolution;
        if (resampling == Resampling.ANTIALIASED && size > resolution) {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += tent((i + 0.5 - (target + 0.5) * scale) / scale);
            }
            return tent((source + 0.5 - (target + 0.5) * scale) / scale) / sum;
        }
        double center = Math.min(Math.max((target + 0.5) * scale - 0.5, 0), size - 1);
        return tent(center - source);
    }

    private static double tent(double distance) {
        return Math.max(0, 1 - Math.abs(distance));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_window_is_resampled_on_its_own(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Resampling resampling : Resampling.values()) {
            int resolution = random.nextInt(1, 20);
            View view = new View(
                    random.nextInt(-4, 12),
                    random.nextInt(-4, 9),
                    random.nextInt(1, 16),
                    random.nextInt(1, 12),
                    random.nextBoolean());
            float[] out = new float[3 + resolution * resolution * 3];
            Sampler sampler = Sampler.normalizing(new Preprocessing(MEANS, DEVIATIONS, resampling));
            sampler.draw(FRAME, View.square(FRAME), 9, new float[9 * 9 * 3], 0); // leaves something in its buffers
            sampler.draw(FRAME, view, resolution, out, 3);
            for (int i = 3; i < out.length; i++) {
                int x = (i - 3) / 3 % resolution;
                int y = (i - 3) / 3 / resolution;
                assertThat((double) out[i])
                        .as("%s of %s to %d, value %d", resampling, view, resolution, i)
                        .isCloseTo(
                                expected(
                                        resampling,
                                        view,
                                        view.mirrored() ? resolution - 1 - x : x,
                                        y,
                                        resolution,
                                        i % 3),
                                within(1e-4));
            }
        }
    }

    private static double expected(Resampling resampling, View view, int x, int y, int resolution, int channel) {
        double sum = 0;
        for (int row = 0; row < view.height(); row++) {
            for (int column = 0; column < view.width(); column++) {
                sum += weight(resampling, row, y, view.height(), resolution)
                        * weight(resampling, column, x, view.width(), resolution)
                        * value(view.y() + row, view.x() + column, channel);
            }
        }
        return sum;
    }

    @Test
    void plain_values_are_bytes_and_the_mean_colour_outside() {
        float[] out = new float[4 * 4 * 3];
        Sampler.plain(new Preprocessing(MEANS, DEVIATIONS)).draw(FRAME, new View(-2, 0, 4, 4, false), 4, out, 0);
        for (int i = 0; i < out.length; i++) {
            int x = i / 3 % 4;
            int inside = FRAME.pixels()[OFFSET + (i / 12 * WIDTH + Math.max(0, x - 2)) * 3 + i % 3] & 0xff;
            assertThat(out[i]).isEqualTo(x < 2 ? 255 * MEANS.get(i % 3) : inside);
        }
    }
}
