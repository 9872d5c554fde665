package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFilesTest {
    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";
    private static final int COUNT = 20;

    @TempDir
    private Path folder;

    @BeforeEach
    void twenty_images_of_two_by_two() throws IOException {
        write(IMAGES, images(0x803, COUNT, 2, 2, COUNT * 4));
        write(LABELS, labels(0x801, COUNT, COUNT, 5));
    }

    private static byte[] images(int magic, int count, int rows, int columns, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(16 + bytes);
        buffer.putInt(magic).putInt(count).putInt(rows).putInt(columns);
        for (int i = 0; i < bytes; i++) {
            buffer.put((byte) (i * 3));
        }
        return buffer.array();
    }

    private static byte[] labels(int magic, int count, int bytes, int classes) {
        ByteBuffer buffer = ByteBuffer.allocate(8 + bytes).putInt(magic).putInt(count);
        for (int i = 0; i < bytes; i++) {
            buffer.put((byte) (i % classes));
        }
        return buffer.array();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private Dataset read(int channels) {
        return Dataset.read(folder, new Dataset.Settings(2, channels, 4, 7), warning -> {});
    }

    private static ImageSet whole(ImageSource images) {
        return images.range(0, images.count());
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> read(1))
                .isInstanceOf(InvalidFileException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void every_image_keeps_its_pixels_and_its_label() {
        Dataset data = read(1);
        assertThat(data.classes()).containsExactly("0", "1", "2", "3", "4");
        assertThat(data.test()).isEmpty();
        assertThat(data.train().count()).isEqualTo(16);
        assertThat(data.validation().count()).isEqualTo(4);
        int[] seen = new int[COUNT];
        for (ImageSet set : List.of(whole(data.train()), whole(data.validation()))) {
            for (int i = 0; i < set.count(); i++) {
                int place = (set.pixels()[i * 4] & 0xff) / 12;
                assertThat(Arrays.copyOfRange(set.pixels(), i * 4, i * 4 + 4))
                        .containsExactly(place * 12, place * 12 + 3, place * 12 + 6, place * 12 + 9);
                assertThat(set.labels()[i]).isEqualTo(place % 5);
                seen[place]++;
            }
        }
        assertThat(seen).containsOnly(1);
    }

    @Test
    void packed_files_read_like_plain_ones() throws IOException {
        Dataset plain = read(1);
        for (String name : List.of(IMAGES, LABELS)) {
            write(name + ".gz", packed(Files.readAllBytes(folder.resolve(name))));
            Files.delete(folder.resolve(name));
        }
        Dataset unpacked = read(1);
        assertThat(whole(unpacked.train()).pixels())
                .isEqualTo(whole(plain.train()).pixels());
        assertThat(unpacked.validation().labels()).isEqualTo(plain.validation().labels());
    }

    @Test
    void grey_is_repeated_for_colour_networks() {
        ImageSet grey = whole(read(1).train());
        ImageSet colour = whole(read(3).train());
        assertThat(colour.channels()).isEqualTo(3);
        for (int i = 0; i < colour.pixels().length; i++) {
            assertThat(colour.pixels()[i]).isEqualTo(grey.pixels()[i / 3]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {IMAGES, LABELS})
    void a_file_that_is_cut_off_is_named(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        for (int length : new int[] {0, 6, bytes.length - 1}) {
            write(name, Arrays.copyOf(bytes, length));
            assertRefused(name, "cut off");
        }
    }

    @Test
    void a_packed_file_that_is_cut_off_or_not_packed_is_named() throws IOException {
        byte[] bytes = packed(Files.readAllBytes(folder.resolve(IMAGES)));
        Files.delete(folder.resolve(IMAGES));
        write(IMAGES + ".gz", Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(IMAGES + ".gz", "cut off");
        write(IMAGES + ".gz", "no gzip at all".getBytes(StandardCharsets.US_ASCII));
        assertRefused(IMAGES + ".gz", "cannot be read");
    }

    @Test
    void a_file_of_another_kind_is_refused() throws IOException {
        write(IMAGES, labels(0x801, COUNT, COUNT, 5));
        assertRefused(IMAGES, "00000801", "00000803");
    }

    @Test
    void images_and_labels_must_be_as_many() throws IOException {
        write(LABELS, labels(0x801, COUNT - 1, COUNT - 1, 5));
        assertRefused("20 images", "19 labels");
    }

    @Test
    void labels_must_be_there() throws IOException {
        Files.delete(folder.resolve(LABELS));
        assertRefused(LABELS, "no such file");
    }

    @Test
    void no_images_and_images_of_one_class_are_refused() throws IOException {
        write(LABELS, labels(0x801, COUNT, COUNT, 1));
        assertRefused("20 training images of 1 classes");
        write(IMAGES, images(0x803, 0, 2, 2, 0));
        write(LABELS, labels(0x801, 0, 0, 1));
        assertRefused(IMAGES, "holds no images");
    }

    @Test
    void sizes_that_no_image_has_are_refused() throws IOException {
        for (int[] shape : new int[][] {{0, 0}, {-1, -1}, {2, 3}, {Integer.MAX_VALUE, Integer.MAX_VALUE}}) {
            write(IMAGES, images(0x803, COUNT, shape[0], shape[1], COUNT * 4));
            assertRefused(IMAGES, shape[0] + " x " + shape[1]);
        }
    }

    @Test
    void a_test_label_that_training_does_not_know_is_refused() throws IOException {
        write("t10k-images-idx3-ubyte", images(0x803, 6, 2, 2, 24));
        write("t10k-labels-idx1-ubyte", labels(0x801, 6, 6, 5));
        assertThat(read(1).test().orElseThrow().count()).isEqualTo(6);
        write("t10k-labels-idx1-ubyte", labels(0x801, 6, 6, 6));
        assertRefused("t10k-labels-idx1-ubyte", "label 5");
    }

    @Test
    void test_images_of_another_size_are_refused() throws IOException {
        write("t10k-images-idx3-ubyte", images(0x803, 6, 3, 3, 54));
        write("t10k-labels-idx1-ubyte", labels(0x801, 6, 6, 5));
        assertRefused("t10k-images-idx3-ubyte", "3 x 3", "2 x 2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "FashionMNIST/raw, t-shirt",
        "Fashion-MNIST, t-shirt",
        "fashion_mnist/train, t-shirt",
        "fashion, t-shirt",
        "MNIST/raw, 0",
        "fashion/mnist, 0",
        "fashion-mnist-study/mnist, 0"
    })
    void the_classes_of_fashion_mnist_are_known_by_the_folder(String name, String first) throws IOException {
        write(LABELS, labels(0x801, COUNT, COUNT, 10));
        Path other = Files.createDirectories(folder.resolve(name));
        for (String file : List.of(IMAGES, LABELS)) {
            Files.copy(folder.resolve(file), other.resolve(file));
        }
        Dataset data = Dataset.read(other, new Dataset.Settings(2, 1, 4, 7), warning -> {});
        assertThat(data.classes()).hasSize(10).startsWith(first);
    }

    @Test
    void fashion_mnist_has_its_sizes_and_names() {
        Dataset data = Dataset.read(FashionMnist.folder(), new Dataset.Settings(28, 1, 5_000, 0), warning -> {});
        assertThat(data.train().count()).isEqualTo(55_000);
        assertThat(data.validation().count()).isEqualTo(5_000);
        assertThat(data.test().orElseThrow().count()).isEqualTo(10_000);
        assertThat(data.train().size()).isEqualTo(28);
        assertThat(data.classes()).hasSize(10).startsWith("t-shirt", "trouser").endsWith("ankle-boot");
        long[] perClass = new long[10];
        Arrays.stream(data.test().orElseThrow().labels()).forEach(label -> perClass[label]++);
        assertThat(perClass).containsOnly(1_000);
    }
}
