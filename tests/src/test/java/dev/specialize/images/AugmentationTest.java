package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationTest {
    private static final Augmentation ALL = new Augmentation(0.1, true)
            .withCrops(0.3)
            .withColours(0.4, 0.3, 0.2)
            .withCutout(0.5)
            .withRandAugment(2, 9);
    private static final Frame PHOTO = new Frame(new byte[60 * 40], 0, 60, 40);

    @Test
    void it_comes_back_from_its_json() {
        String json = JsonFile.text(ALL);
        assertThat(JsonFile.parse(json, Path.of("recipe.json"), Augmentation.class))
                .isEqualTo(ALL);
        assertThatThrownBy(() ->
                        JsonFile.parse(json.replace("cutout", "cutOut"), Path.of("recipe.json"), Augmentation.class))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("cutout");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "shift, 1",
        "shift, -0.1",
        "minimumArea, 0",
        "minimumArea, 1.1",
        "brightness, 2",
        "contrast, -1",
        "saturation, 1.5",
        "cutout, 1.01",
        "randAugmentOperations, -1",
        "randAugmentOperations, 11",
        "randAugmentMagnitude, 11"
    })
    void a_wrong_value_is_told_by_its_name(String field, String value) {
        String json = JsonFile.text(ALL).replaceFirst("\"" + field + "\" : [^,\\s]*", "\"" + field + "\" : " + value);
        assertThatThrownBy(() -> JsonFile.parse(json, Path.of("recipe.json"), Augmentation.class))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(field)
                .hasMessageContaining(value);
    }

    @Test
    void photos_are_kept_a_little_larger_than_the_largest_resolution_if_they_are_cropped() {
        assertThat(ALL.storedSize(224)).isEqualTo(256);
        assertThat(ALL.storedSize(32)).isEqualTo(37);
        assertThat(new Augmentation(0.1, true).storedSize(224)).isEqualTo(224);
    }

    @Test
    void without_augmentation_the_middle_is_seen() {
        assertThat(Augmentation.NONE.view(PHOTO, new SplittableRandom(1))).isEqualTo(new View(10, 0, 40, 40, false));
    }

    @Test
    void shifts_go_as_far_as_they_may_and_half_of_the_images_are_mirrored() {
        SplittableRandom random = new SplittableRandom(2);
        int mirrored = 0;
        int[] columns = new int[100];
        for (int i = 0; i < 2_000; i++) {
            View view = new Augmentation(0.1, true).view(PHOTO, random);
            columns[view.x()]++;
            mirrored += view.mirrored() ? 1 : 0;
            assertThat(view.y()).isBetween(-4, 4);
            assertThat(view.width()).isEqualTo(40);
        }
        assertThat(Arrays.stream(columns).filter(count -> count > 0)).hasSize(9);
        assertThat(columns[6]).isPositive();
        assertThat(columns[14]).isPositive();
        assertThat(mirrored).isBetween(900, 1_100);
    }

    /** Of a square the largest crops do not fit when they are not square, so the mean is a little below the middle. */
    @Test
    void crops_lie_inside_and_have_the_areas_and_shapes_that_were_asked_for() {
        Augmentation crops = Augmentation.NONE.withCrops(0.2);
        Frame square = new Frame(new byte[200 * 200], 0, 200, 200);
        SplittableRandom random = new SplittableRandom(3);
        double areas = 0;
        double logarithms = 0;
        for (int i = 0; i < 4_000; i++) {
            View view = crops.view(square, random);
            assertThat(view.x()).isBetween(0, 200 - view.width());
            assertThat(view.y()).isBetween(0, 200 - view.height());
            double area = view.width() * view.height() / 40_000.0;
            double aspect = (double) view.width() / view.height();
            assertThat(area).isBetween(0.19, 1.0);
            assertThat(aspect).isBetween(0.73, 1.36);
            areas += area / 4_000;
            logarithms += Math.log(aspect) / 4_000;
        }
        assertThat(areas).isCloseTo(0.57, within(0.03));
        assertThat(logarithms).isCloseTo(0, within(0.01));
    }

    @Test
    void of_a_frame_that_no_crop_fits_the_middle_is_seen() {
        Frame strip = new Frame(new byte[400], 0, 400, 1);
        View view = Augmentation.NONE.withCrops(0.9).view(strip, new SplittableRandom(4));
        assertThat(view).isEqualTo(new View(199, 0, 1, 1, false));
    }

    @Test
    void cutout_leaves_a_square_of_the_mean_colour() {
        Preprocessing preprocessing = new Preprocessing(List.of(0.1f), List.of(0.2f));
        Frame bright = new Frame(filled(16 * 16, 200), 0, 16, 16);
        float[] out = new float[5 + 16 * 16];
        ImagePainter painter = new ImagePainter(preprocessing, Augmentation.NONE.withCutout(0.25));
        int[] holes = new int[17];
        for (int seed = 0; seed < 500; seed++) {
            painter.paint(bright, new SplittableRandom(seed), 16, out, 5);
            int left = 16;
            int right = -1;
            int top = 16;
            int bottom = -1;
            int empty = 0;
            for (int i = 0; i < 256; i++) {
                if (out[5 + i] == 0) {
                    left = Math.min(left, i % 16);
                    right = Math.max(right, i % 16);
                    top = Math.min(top, i / 16);
                    bottom = Math.max(bottom, i / 16);
                    empty++;
                }
            }
            assertThat(empty).isPositive().isEqualTo((right - left + 1) * (bottom - top + 1));
            holes[empty]++;
        }
        assertThat(holes[16]).as("whole squares").isBetween(250, 400); // (13 / 16)^2 of them
        assertThat(holes[4]).as("those in a corner").isPositive();
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void colours_vary_within_their_strength_and_are_normalised_after_that() {
        Preprocessing preprocessing = new Preprocessing(List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));
        Frame grey = new Frame(filled(8 * 8 * 3, 100), 0, 8, 8);
        ImagePainter painter = new ImagePainter(preprocessing, Augmentation.NONE.withColours(0.5, 0, 0));
        float[] out = new float[8 * 8 * 3];
        double lowest = 255;
        double highest = 0;
        for (int seed = 0; seed < 300; seed++) {
            painter.paint(grey, new SplittableRandom(seed), 8, out, 0);
            double value = (out[0] * 0.25 + 0.5) * 255;
            assertThat(value).isCloseTo(Math.rint(value), within(1e-3));
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        assertThat(lowest).isBetween(49.9, 53.0);
        assertThat(highest).isBetween(147.0, 150.1);
    }

    @Test
    void a_factor_of_one_leaves_every_value_as_it_is() {
        Preprocessing preprocessing = new Preprocessing(List.of(0.2f, 0.3f, 0.4f), List.of(0.5f, 0.25f, 0.1f));
        byte[] pixels = new byte[8 * 8 * 3];
        new SplittableRandom(1).nextBytes(pixels);
        Frame frame = new Frame(pixels, 0, 8, 8);
        float[] plain = new float[pixels.length];
        float[] coloured = new float[pixels.length];
        new ImagePainter(preprocessing, Augmentation.NONE).paint(frame, new SplittableRandom(1), 8, plain, 0);
        new ImagePainter(preprocessing, Augmentation.NONE.withColours(1e-9, 1e-9, 1e-9))
                .paint(frame, new SplittableRandom(1), 8, coloured, 0);
        assertThat(coloured).isEqualTo(plain);
    }
}
