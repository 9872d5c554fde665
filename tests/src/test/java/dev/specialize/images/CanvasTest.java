package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What operations make of an image, against what Pillow makes of it: see make_images.py. */
class CanvasTest {
    private static final int SIDE = 17;

    private static Canvas canvas() {
        float[] values = new float[SIDE * SIDE * 3];
        for (int i = 0; i < values.length; i++) {
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            values[i] = (x * 29 + y * 53 + i % 3 * 71 + x * y * 7) % 200 + 20;
        }
        Canvas canvas = new Canvas(new byte[] {1, 2, 3});
        canvas.take(values, SIDE);
        return canvas;
    }

    private static Stream<PillowPixels> operations() {
        return PillowPixels.in("canvas.txt");
    }

    private static void apply(String operation, double amount, Canvas canvas) {
        switch (operation) {
            case "contrast" -> canvas.contrast(amount);
            case "saturate" -> canvas.saturate(amount);
            case "brighten" -> canvas.brighten(amount);
            case "sharpen" -> canvas.sharpen(amount);
            case "posterize" -> canvas.posterize((int) amount);
            case "solarize" -> canvas.solarize((int) amount);
            case "stretch" -> canvas.stretch();
            case "equalize" -> canvas.equalize();
            case "rotate" -> canvas.rotate(-amount); // Pillow turns the other way
            case "shearX" -> canvas.shearX(amount);
            case "shearY" -> canvas.shearY(amount);
            case "translateX" -> canvas.translate(amount, 0);
            case "translateY" -> canvas.translate(0, amount);
            default -> throw new IllegalArgumentException(operation);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void an_operation_does_what_another_program_does(PillowPixels pillow) {
        String[] words = pillow.title().split(" ", 2);
        Canvas canvas = canvas();
        apply(words[0], Double.parseDouble(words[1]), canvas);
        byte[] actual = canvas.toBytes();
        byte[] expected = pillow.pixels();
        boolean moves = List.of("rotate", "shearX", "shearY").contains(words[0]);
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            // what is blended may be cut off where we round
            int difference = Math.abs((actual[i] & 0xff) - (expected[i] & 0xff));
            different += difference > 1 ? 1 : 0;
        }
        // a pixel whose origin lies between two may go either way
        assertThat(different).isLessThanOrEqualTo(moves ? expected.length / 50 : 0);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void an_operation_of_no_strength_changes_nothing_if_it_has_a_strength(RandomOperation operation) {
        Canvas canvas = canvas();
        byte[] before = canvas.toBytes();
        operation.apply(canvas, 0);
        boolean hasNone =
                List.of(RandomOperation.AUTO_CONTRAST, RandomOperation.EQUALIZE).contains(operation);
        if (hasNone) {
            assertThat(canvas.toBytes()).isNotEqualTo(before);
        } else {
            assertThat(canvas.toBytes()).isEqualTo(before);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void an_operation_of_full_strength_changes_something_in_either_direction(RandomOperation operation) {
        for (double strength : new double[] {-1, 1}) {
            Canvas canvas = canvas();
            byte[] before = canvas.toBytes();
            operation.apply(canvas, strength);
            if (operation == RandomOperation.IDENTITY) {
                assertThat(canvas.toBytes()).isEqualTo(before);
            } else {
                assertThat(canvas.toBytes()).isNotEqualTo(before);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void grey_images_and_those_of_one_colour_are_images(RandomOperation operation) {
        for (int size : new int[] {1, 2, 9}) {
            Canvas grey = new Canvas(new byte[] {9});
            float[] values = new float[size * size];
            Arrays.fill(values, 100);
            grey.take(values, size);
            operation.apply(grey, 0.5);
            assertThat(grey.toBytes()).hasSize(size * size);
        }
    }

    @Test
    void random_operations_follow_from_their_seed() {
        byte[] one = random(3);
        assertThat(random(3)).isEqualTo(one);
        assertThat(random(4)).isNotEqualTo(one);
    }

    private static byte[] random(long seed) {
        Canvas canvas = canvas();
        RandomOperation.apply(canvas, 3, 9, new SplittableRandom(seed));
        return canvas.toBytes();
    }
}
