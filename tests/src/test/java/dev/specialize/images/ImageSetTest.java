package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetTest {
    @TempDir
    private Path folder;

    private static ImageSet images() {
        byte[] pixels = new byte[5 * 4 * 4 * 3];
        new SplittableRandom(1).nextBytes(pixels);
        return new ImageSet(4, 3, pixels, new int[] {0, 2, 1, 2, 0});
    }

    private Path written() {
        Path file = folder.resolve("images.safetensors");
        images().write(file);
        return file;
    }

    @Test
    void a_set_comes_back_from_its_file() {
        ImageSet read = ImageSet.read(written(), 3);
        assertThat(read.size()).isEqualTo(4);
        assertThat(read.channels()).isEqualTo(3);
        assertThat(read.pixels()).isEqualTo(images().pixels());
        assertThat(read.labels()).isEqualTo(images().labels());
    }

    @Test
    void a_label_beyond_the_classes_is_refused() {
        Path file = written();
        assertThatThrownBy(() -> ImageSet.read(file, 2))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("label outside 0..1");
    }

    @Test
    void a_file_cut_off_anywhere_is_named() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ImageSet.read(file, 3))
                    .as("%d bytes", length)
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining("images.safetensors");
        }
    }

    @Test
    void a_file_of_something_else_is_refused() {
        Path file = folder.resolve("weights.safetensors");
        new Weights(Map.of("images", Tensor.of(new float[1], 1))).write(file);
        assertThatThrownBy(() -> ImageSet.read(file, 3))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("labels");
    }

    @Test
    void selections_keep_pixels_and_labels_together() {
        ImageSet all = images();
        ImageSet some = all.select(3, 1);
        assertThat(some.labels()).containsExactly(2, 2);
        assertThat(some.pixels()).startsWith(Arrays.copyOfRange(all.pixels(), 144, 192));
        ImageSet range = all.range(1, 2);
        assertThat(range.labels()).containsExactly(2, 1);
        assertThat(range.pixels()).isEqualTo(Arrays.copyOfRange(all.pixels(), 48, 144));
    }

    @Test
    void bytes_must_match_the_shape() {
        assertThatThrownBy(() -> new ImageSet(4, 3, new byte[47], new int[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("47 bytes");
    }
}
