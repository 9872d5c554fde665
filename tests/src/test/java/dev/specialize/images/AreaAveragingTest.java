package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scaled pictures against differences of sums over rectangles. */
class AreaAveragingTest {
    private static final int WIDTH = 11;
    private static final int HEIGHT = 7;

    @ParameterizedTest(name = "to {0} x {1}, from {2}, {3}")
    @CsvSource({"5, 3, 0, 0", "11, 7, 2, 1", "4, 7, 1, 2", "11, 2, 3, 0", "1, 1, 0, 0", "16, 9, 5, 3", "22, 14, 3, 4"})
    void a_pixel_is_the_mean_over_what_it_covers(int width, int height, int x, int y) {
        byte[] pixels = new byte[WIDTH * HEIGHT * 3];
        new SplittableRandom(3).nextBytes(pixels);
        Picture picture = new Picture(WIDTH, HEIGHT, 3, pixels);
        Framing.Placement placement = new Framing.Placement(width, height, x, y, width - x, height - y);
        byte[] scaled = AreaAveraging.of(picture, placement);
        assertThat(scaled).hasSize((width - x) * (height - y) * 3);
        for (int i = 0; i < scaled.length; i++) {
            int column = x + i / 3 % (width - x);
            int row = y + i / 3 / (width - x);
            assertThat((double) (scaled[i] & 0xff))
                    .isCloseTo(mean(picture, width, height, column, row, i % 3), within(0.51));
        }
    }

    private static double mean(Picture picture, int width, int height, int column, int row, int channel) {
        double left = (double) column * WIDTH / width;
        double right = (double) (column + 1) * WIDTH / width;
        double top = (double) row * HEIGHT / height;
        double bottom = (double) (row + 1) * HEIGHT / height;
        double sum = sum(picture, right, bottom, channel)
                - sum(picture, left, bottom, channel)
                - sum(picture, right, top, channel)
                + sum(picture, left, top, channel);
        return sum / (right - left) / (bottom - top);
    }

    private static double sum(Picture picture, double right, double bottom, int channel) {
        double sum = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double covered = Math.max(0, Math.min(1, right - x)) * Math.max(0, Math.min(1, bottom - y));
                sum += covered * (picture.pixels()[(y * WIDTH + x) * 3 + channel] & 0xff);
            }
        }
        return sum;
    }
}
