package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFilesTest {
    private static final int PLANE = 32 * 32;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    /** Red tells the image, green the column, blue the row. */
    private static byte[] records(int first, int count, int labels, int classes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int image = first; image < first + count; image++) {
            for (int label = 0; label < labels; label++) {
                out.write(label + 1 == labels ? image % classes : 99);
            }
            for (int i = 0; i < 3 * PLANE; i++) {
                int place = i % PLANE;
                out.write(i < PLANE ? image : i < 2 * PLANE ? place % 32 : place / 32);
            }
        }
        return out.toByteArray();
    }

    private void ten() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), records(0, 12, 1, 4));
        Files.write(folder.resolve("data_batch_2.bin"), records(12, 8, 1, 4));
        Files.write(folder.resolve("test_batch.bin"), records(20, 6, 1, 4));
    }

    private Dataset read(int channels) {
        return Dataset.read(folder, new Dataset.Settings(24, channels, 4, 7), warnings::add);
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> read(3))
                .isInstanceOf(InvalidFileException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    private static void assertHolds(ImageSource images, int classes, boolean[] seen) {
        assertThat(images.size()).isEqualTo(32);
        ImageSet set = images.range(0, images.count());
        for (int n = 0; n < set.count(); n++) {
            int image = set.pixels()[n * 3 * PLANE] & 0xff;
            assertThat(seen[image]).isFalse();
            seen[image] = true;
            assertThat(set.labels()[n]).isEqualTo(image % classes);
            for (int i = 0; i < PLANE; i++) {
                assertThat(Arrays.copyOfRange(set.pixels(), (n * PLANE + i) * 3, (n * PLANE + i) * 3 + 3))
                        .containsExactly(image, i % 32, i / 32);
            }
        }
    }

    @Test
    void every_image_of_every_batch_keeps_its_pixels_and_its_label() throws IOException {
        ten();
        Dataset data = read(3);
        assertThat(data.classes()).containsExactly("0", "1", "2", "3");
        assertThat(data.train().count()).isEqualTo(16);
        assertThat(data.validation().count()).isEqualTo(4);
        boolean[] seen = new boolean[26];
        assertHolds(data.train(), 4, seen);
        assertHolds(data.validation(), 4, seen);
        assertHolds(data.test().orElseThrow(), 4, seen);
        assertThat(IntStream.range(0, 26).allMatch(i -> seen[i])).isTrue();
        assertThat(warnings).isEmpty();
    }

    @Test
    void the_fine_label_counts() throws IOException {
        Files.write(folder.resolve("train.bin"), records(0, 50, 2, 50));
        Dataset data = read(3);
        assertThat(data.classes()).hasSize(50);
        boolean[] seen = new boolean[50];
        assertHolds(data.train(), 50, seen);
        assertHolds(data.validation(), 50, seen);
        assertThat(data.test()).isEmpty();
    }

    @Test
    void names_are_those_of_the_text_file() throws IOException {
        ten();
        Files.writeString(folder.resolve("batches.meta.txt"), "airplane\nbird\r\n cat\ndeer\n\n");
        assertThat(read(3).classes()).containsExactly("airplane", "bird", "cat", "deer");
        Files.writeString(folder.resolve("batches.meta.txt"), "airplane\nbird\ncat");
        assertRefused("data_batch_1.bin", "the label 3 in record 3", "0..2");
        Files.writeString(folder.resolve("batches.meta.txt"), "airplane\n");
        assertRefused("batches.meta.txt", "at least two");
    }

    @Test
    void colour_read_as_grey_is_its_luminance() throws IOException {
        ten();
        ImageSet grey = read(1).train().range(0, 16);
        assertThat(grey.channels()).isEqualTo(1);
        ImageSet colour = read(3).train().range(0, 16);
        for (int i = 0; i < grey.pixels().length; i++) {
            byte[] rgb = colour.pixels();
            double luminance = 0.299 * rgb[3 * i] + 0.587 * rgb[3 * i + 1] + 0.114 * rgb[3 * i + 2];
            assertThat((double) grey.pixels()[i]).isBetween(luminance - 1, luminance + 1);
        }
    }

    @Test
    void a_file_that_is_cut_off_or_empty_is_named() throws IOException {
        ten();
        byte[] whole = Files.readAllBytes(folder.resolve("data_batch_2.bin"));
        for (int length : new int[] {0, 1, 3072, whole.length - 1}) {
            Files.write(folder.resolve("data_batch_2.bin"), Arrays.copyOf(whole, length));
            assertRefused("data_batch_2.bin", "whole records of 3073", "cut off");
        }
    }

    @Test
    void a_batch_that_is_missing_in_between_is_named() throws IOException {
        ten();
        Files.move(folder.resolve("data_batch_2.bin"), folder.resolve("data_batch_3.bin"));
        assertRefused("data_batch_2.bin", "no such file", "data_batch_3.bin");
    }

    @Test
    void a_label_that_no_such_file_has_is_refused() throws IOException {
        ten();
        byte[] bytes = Files.readAllBytes(folder.resolve("test_batch.bin"));
        bytes[3073] = 4;
        Files.write(folder.resolve("test_batch.bin"), bytes);
        assertRefused("test_batch.bin", "the label 4 in record 1", "0..3");
        bytes = Files.readAllBytes(folder.resolve("data_batch_1.bin"));
        bytes[0] = (byte) 200;
        Files.write(folder.resolve("data_batch_1.bin"), bytes);
        assertRefused("data_batch_1.bin", "the label 200 in record 0", "0..9");
    }

    @Test
    void images_of_one_class_are_refused() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), records(0, 12, 1, 1));
        assertRefused("12 training images of 1 classes", "at least two");
    }
}
