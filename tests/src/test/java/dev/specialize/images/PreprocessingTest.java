package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
    private static final int SIZE = 10;
    private static final Preprocessing PREPROCESSING =
            new Preprocessing(List.of(0.2f, 0.5f, 0.7f), List.of(0.5f, 0.25f, 0.1f));
    private static final ImageSet IMAGES = images(3);

    private static ImageSet images(int count) {
        SplittableRandom random = new SplittableRandom(4);
        byte[] pixels = new byte[count * SIZE * SIZE * 3];
        random.nextBytes(pixels);
        return new ImageSet(SIZE, 3, pixels, new int[count]);
    }

    private static double pixel(int image, int y, int x, int channel) {
        int value = IMAGES.pixels()[((image * SIZE + y) * SIZE + x) * 3 + channel] & 0xff;
        return (value / 255.0 - PREPROCESSING.means().get(channel))
                / PREPROCESSING.deviations().get(channel);
    }

    @Test
    void at_its_own_size_an_image_is_only_normalised() {
        float[] out = PREPROCESSING.nhwc(IMAGES, 1, 2, SIZE);
        for (int i = 0; i < out.length; i++) {
            int place = i / 3;
            double expected = pixel(1 + place / 100, place / 10 % 10, place % 10, i % 3);
            assertThat((double) out[i]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void pixels_of_a_resolution_are_those_of_the_network_rounded_to_bytes() {
        assertThat(PREPROCESSING.pixels(IMAGES, SIZE).pixels()).isEqualTo(IMAGES.pixels());
        ImageSet smaller = PREPROCESSING.pixels(IMAGES, 7);
        assertThat(smaller.size()).isEqualTo(7);
        float[] exact = PREPROCESSING.nhwc(IMAGES, 0, 3, 7);
        float[] rounded = PREPROCESSING.nhwc(smaller, 0, 3, 7);
        for (int i = 0; i < exact.length; i++) {
            double halfStep = 0.5 / 255 / PREPROCESSING.deviations().get(i % 3);
            assertThat((double) rounded[i]).isCloseTo(exact[i], within(halfStep + 1e-5));
        }
    }

    /** Each output pixel as the sum over all input pixels of the tent around its place, with edges repeated. */
    @ParameterizedTest(name = "to {0} px")
    @ValueSource(ints = {1, 4, 7, 9, 13, 20})
    void resampling_is_bilinear(int resolution) {
        float[] out = PREPROCESSING.nhwc(IMAGES, 0, 3, resolution);
        int next = 0;
        for (int n = 0; n < 3; n++) {
            for (int y = 0; y < resolution; y++) {
                for (int x = 0; x < resolution; x++) {
                    for (int c = 0; c < 3; c++) {
                        double sum = 0;
                        for (int row = 0; row < SIZE; row++) {
                            for (int column = 0; column < SIZE; column++) {
                                double weight = tent(y, resolution, row) * tent(x, resolution, column);
                                sum += weight * pixel(n, row, column, c);
                            }
                        }
                        assertThat((double) out[next++]).isCloseTo(sum, within(1e-4));
                    }
                }
            }
        }
    }

    /** As image libraries shrink: a tent as wide as two output pixels, over the pixels that are there. */
    @ParameterizedTest(name = "to {0} px")
    @ValueSource(ints = {1, 3, 4, 7, 9})
    void antialiased_shrinking_is_a_mean_under_a_tent(int resolution) {
        Preprocessing smooth =
                new Preprocessing(PREPROCESSING.means(), PREPROCESSING.deviations(), Resampling.ANTIALIASED);
        float[] out = smooth.nhwc(IMAGES, 0, 3, resolution);
        double scale = (double) SIZE / resolution;
        int next = 0;
        for (int n = 0; n < 3; n++) {
            for (int y = 0; y < resolution; y++) {
                for (int x = 0; x < resolution; x++) {
                    for (int c = 0; c < 3; c++) {
                        double sum = 0;
                        double weights = 0;
                        for (int row = 0; row < SIZE; row++) {
                            for (int column = 0; column < SIZE; column++) {
                                double weight = wideTent(row, y, scale) * wideTent(column, x, scale);
                                sum += weight * pixel(n, row, column, c);
                                weights += weight;
                            }
                        }
                        assertThat((double) out[next++]).isCloseTo(sum / weights, within(1e-4));
                    }
                }
            }
        }
    }

    private static double wideTent(int source, int target, double scale) {
        return Math.max(0, 1 - Math.abs(source + 0.5 - (target + 0.5) * scale) / scale);
    }

    @ParameterizedTest(name = "to {0} px")
    @ValueSource(ints = {10, 13})
    void what_is_not_shrunk_is_bilinear(int resolution) {
        Preprocessing smooth =
                new Preprocessing(PREPROCESSING.means(), PREPROCESSING.deviations(), Resampling.ANTIALIASED);
        assertThat(smooth.nhwc(IMAGES, 0, 3, resolution)).isEqualTo(PREPROCESSING.nhwc(IMAGES, 0, 3, resolution));
    }

    @Test
    void noise_is_normal_where_black_and_white_do_not_cut_it_off() {
        Preprocessing narrow = new Preprocessing(List.of(0.5f, 0.4f, 0.6f), List.of(0.08f, 0.07f, 0.09f));
        float[] values = narrow.nhwc(narrow.noise(20, 30, 3), 0, 20, 30);
        double mean = 0;
        double squares = 0;
        for (float value : values) {
            mean += value / values.length;
            squares += value * value / values.length;
        }
        assertThat(mean).isCloseTo(0, within(0.02));
        assertThat(squares).isCloseTo(1, within(0.03));
        assertThat(narrow.noise(2, 30, 3).pixels())
                .isEqualTo(narrow.noise(2, 30, 3).pixels());
        assertThat(narrow.noise(2, 30, 4).pixels())
                .isNotEqualTo(narrow.noise(2, 30, 3).pixels());
    }

    private static double tent(int target, int resolution, int source) {
        double center = (target + 0.5) * SIZE / resolution - 0.5;
        double clamped = Math.min(Math.max(center, 0), SIZE - 1);
        return Math.max(0, 1 - Math.abs(clamped - source));
    }

    @Test
    void layouts_hold_the_same_numbers() {
        float[] nhwc = PREPROCESSING.nhwc(IMAGES, 0, 3, 6);
        float[] nchw = PREPROCESSING.nchw(IMAGES, 0, 3, 6);
        for (int i = 0; i < nhwc.length; i++) {
            int image = i / 108;
            int place = i / 3 % 36;
            assertThat(nchw[(image * 3 + i % 3) * 36 + place]).isEqualTo(nhwc[i]);
        }
    }

    @Test
    void a_mirrored_view_runs_from_right_to_left() {
        float[] whole = view(0, 0, false, 7);
        float[] mirrored = view(0, 0, true, 7);
        for (int i = 0; i < whole.length; i++) {
            int x = i / 3 % 7;
            assertThat(mirrored[i + (6 - 2 * x) * 3]).isEqualTo(whole[i]);
        }
    }

    @Test
    void a_shifted_view_moves_the_mean_colour_in() {
        float[] whole = view(0, 0, false, SIZE);
        float[] shifted = view(2, -3, false, SIZE);
        for (int i = 0; i < whole.length; i++) {
            int x = i / 3 % SIZE + 2;
            int y = i / 3 / SIZE - 3;
            boolean inside = x < SIZE && y >= 0;
            assertThat(shifted[i]).isEqualTo(inside ? whole[(y * SIZE + x) * 3 + i % 3] : 0);
        }
    }

    private static float[] view(int shiftX, int shiftY, boolean mirrored, int resolution) {
        float[] out = new float[resolution * resolution * 3];
        View view = new View(shiftX, shiftY, SIZE, SIZE, mirrored);
        Sampler.normalizing(PREPROCESSING).draw(IMAGES.frame(1), view, resolution, out, 0);
        return out;
    }

    @Test
    void means_and_deviations_are_those_of_each_channel() {
        byte[] pixels = {0, 10, (byte) 200, (byte) 255, 10, (byte) 100};
        Preprocessing measured = Preprocessing.measuredOn(new ImageSet(1, 3, pixels, new int[2]));
        assertThat(measured.means().get(0)).isCloseTo(0.5f, within(1e-6f));
        assertThat(measured.means().get(2)).isCloseTo(150 / 255f, within(1e-6f));
        assertThat(measured.deviations().get(0)).isCloseTo(0.5f, within(1e-6f));
        assertThat(measured.deviations().get(2)).isCloseTo(50 / 255f, within(1e-6f));
    }

    @Test
    void a_channel_of_one_colour_has_deviation_one() {
        byte[] pixels = new byte[300];
        Arrays.fill(pixels, (byte) 77);
        Preprocessing measured = Preprocessing.measuredOn(new ImageSet(10, 3, pixels, new int[1]));
        assertThat(measured.deviations()).containsOnly(1f);
    }

    @Test
    void means_and_deviations_must_pair_up_and_be_possible() {
        assertThatThrownBy(() -> new Preprocessing(List.of(0f), List.of(1f, 1f)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Preprocessing(List.of(0f), List.of(0f)))
                .hasMessageContaining("deviations must be above 0");
    }
}
