package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final int SIZE = 8;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private void fill(String role, String name, int count, Color color) throws IOException {
        Path ofClass = Files.createDirectories(folder.resolve(role).resolve(name));
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(10 + i % 3, 12, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(color);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.dispose();
            String format = i % 2 == 0 ? "png" : "jpg";
            ImageIO.write(image, format, ofClass.resolve(i + "." + format).toFile());
        }
    }

    private void twoClasses(int count) throws IOException {
        fill("train", "zebra", count, Color.RED);
        fill("train", "ant", count, Color.BLUE);
    }

    private Dataset read() {
        return Dataset.read(folder, new Dataset.Settings(SIZE, 3, 10, 5), warnings::add);
    }

    private static byte[] pixels(ImageSource images) {
        return images.range(0, images.count()).pixels();
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidFileException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void classes_are_the_sorted_names_of_the_folders() throws IOException {
        twoClasses(10);
        Dataset data = read();
        assertThat(data.classes()).containsExactly("ant", "zebra");
        for (int i = 0; i < data.train().count(); i++) {
            int red = pixels(data.train())[i * SIZE * SIZE * 3] & 0xff;
            assertThat(red > 128).isEqualTo(data.train().labels()[i] == 1);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void validation_is_set_aside_the_same_way_each_time() throws IOException {
        twoClasses(10);
        Dataset one = read();
        Dataset other = read();
        // a fifth of them at most
        assertThat(one.validation().count()).isEqualTo(4);
        assertThat(one.train().count()).isEqualTo(16);
        assertThat(pixels(one.validation())).isEqualTo(pixels(other.validation()));
        assertThat(one.train().labels()).isEqualTo(other.train().labels());
    }

    @Test
    void folders_for_validation_and_test_are_used() throws IOException {
        twoClasses(10);
        for (String role : List.of("val", "test")) {
            fill(role, "zebra", 2, Color.RED);
            fill(role, "ant", 3, Color.BLUE);
        }
        Dataset data = read();
        assertThat(data.train().count()).isEqualTo(20);
        assertThat(data.validation().labels()).containsExactlyInAnyOrder(0, 0, 0, 1, 1);
        assertThat(data.test().orElseThrow().count()).isEqualTo(5);
    }

    @Test
    void the_first_images_of_a_set_are_a_sample_of_it() throws IOException {
        twoClasses(20);
        fill("val", "zebra", 20, Color.RED);
        fill("val", "ant", 20, Color.BLUE);
        Dataset data = read();
        assertThat(data.train().range(0, 12).labels()).contains(0, 1);
        assertThat(data.validation().range(0, 12).labels()).contains(0, 1);
    }

    @Test
    void a_class_without_images_is_named() throws IOException {
        twoClasses(3);
        Files.createDirectory(folder.resolve("train").resolve("bee"));
        assertRefused("bee", "Maybe");
    }

    @Test
    void a_class_that_validation_lacks_is_named() throws IOException {
        twoClasses(3);
        fill("val", "ant", 2, Color.BLUE);
        assertRefused("val", "zebra");
    }

    @Test
    void one_class_is_not_enough() throws IOException {
        fill("train", "ant", 3, Color.BLUE);
        assertRefused("two classes", "ant");
    }

    @Test
    void what_is_no_data_is_refused() {
        assertRefused("train", "idx");
        assertThatThrownBy(
                        () -> Dataset.read(folder.resolve("absent"), new Dataset.Settings(8, 3, 1, 0), warnings::add))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("no such folder");
    }

    @Test
    void an_unreadable_image_is_named_counted_and_skipped() throws IOException {
        twoClasses(5);
        Path broken = Files.writeString(folder.resolve("train/ant/2.png"), "no image");
        Dataset data = read();
        assertThat(data.train().count() + data.validation().count()).isEqualTo(9);
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains(broken.toString());
        assertThat(warnings.get(1)).contains("1 of 10");
    }

    @Test
    void too_many_unreadable_images_are_an_error() throws IOException {
        twoClasses(5);
        Files.writeString(folder.resolve("train/ant/2.png"), "no image");
        Files.writeString(folder.resolve("train/ant/4.png"), "no image");
        assertRefused("2 of 10", folder.resolve("train/ant").toString(), "Maybe");
    }

    @Test
    void a_class_of_unreadable_images_is_an_error() throws IOException {
        fill("train", "ant", 5, Color.BLUE);
        fill("train", "zebra", 1, Color.RED);
        Files.writeString(folder.resolve("train/zebra/0.png"), "no image");
        assertRefused("zebra");
    }

    @Test
    void a_class_that_training_does_not_know_is_named() throws IOException {
        twoClasses(3);
        for (String name : List.of("ant", "bee", "zebra")) {
            fill("test", name, 1, Color.BLUE);
        }
        assertRefused("bee", "'train' has no folder for", "Maybe");
    }

    @Test
    void uneven_classes_and_those_of_one_image_are_noted() throws IOException {
        fill("train", "ant", 1, Color.RED);
        fill("train", "zebra", 11, Color.BLUE);
        Dataset data = read();
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("'ant' has one image only");
        assertThat(warnings.get(1)).contains("'ant' has 1 images", "'zebra' has 11");
        assertThat(data.train().labels()).contains(0, 1);
    }

    @Test
    void a_thousand_classes_are_listed_in_the_order_of_their_names() throws IOException {
        fill("train", "any", 1, Color.RED);
        byte[] image = Files.readAllBytes(folder.resolve("train/any/0.png"));
        for (int i = 0; i < 999; i++) {
            // created in another order than that of their names
            Path ofClass = Files.createDirectory(folder.resolve("train/n" + i * 7_919 % 1_009));
            Files.write(ofClass.resolve("b.png"), image);
            Files.write(ofClass.resolve("a.png"), image);
        }
        Dataset data = read();
        assertThat(data.classes()).hasSize(1_000).isSorted();
        assertThat(data.train().count() + data.validation().count()).isEqualTo(1_999);
        assertThat(Arrays.stream(data.train().labels()).distinct()).hasSize(1_000);
    }

    @Test
    void the_split_does_not_depend_on_the_order_in_which_files_came() throws IOException {
        twoClasses(20);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve("train"))) {
            files = all.filter(Files::isRegularFile)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        Path other = folder.resolve("other");
        for (Path file : files) {
            Path copy = other.resolve(folder.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        Dataset one = read();
        Dataset copied = Dataset.read(other, new Dataset.Settings(SIZE, 3, 10, 5), warnings::add);
        assertThat(copied.train().fingerprint()).isEqualTo(one.train().fingerprint());
        assertThat(copied.validation().fingerprint()).isEqualTo(one.validation().fingerprint());
    }

    @Test
    void images_to_evaluate_need_not_be_in_memory() throws IOException {
        twoClasses(5);
        fill("test", "zebra", 20, Color.RED);
        fill("test", "ant", 20, Color.BLUE);
        Dataset.Settings little = new Dataset.Settings(SIZE, 3, 10, 5).withCacheBytes(1_000);
        ImageSource test = Dataset.read(folder, little, warnings::add).test().orElseThrow();
        Preprocessing preprocessing = new Preprocessing(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
        assertThat(preprocessing.nhwc(test, 3, 30, 6)).isEqualTo(preprocessing.nhwc(test.range(0, 40), 3, 30, 6));
        assertThat(Preprocessing.measuredOn(test)).isEqualTo(Preprocessing.measuredOn(test.range(0, 40)));
    }

    @Test
    void hidden_files_and_folders_are_passed_over() throws IOException {
        twoClasses(5);
        Files.writeString(folder.resolve("train/ant/.DS_Store"), "of another program");
        Files.createDirectory(folder.resolve("train/.cache"));
        assertThat(read().classes()).containsExactly("ant", "zebra");
        assertThat(warnings).isEmpty();
    }

    @Test
    void an_image_of_one_pixel_is_an_image() throws IOException {
        twoClasses(2);
        BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
        pixel.setRGB(0, 0, 0x0000ff);
        ImageIO.write(pixel, "png", folder.resolve("train/ant/one.png").toFile());
        Dataset data = read();
        assertThat(data.train().count() + data.validation().count()).isEqualTo(5);
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_damaged_image_is_never_worse_than_unreadable() throws IOException {
        Decoder decoder = new Decoder(SIZE, 3);
        fill("train", "ant", 2, Color.ORANGE);
        for (String name : List.of("0.png", "1.jpg")) {
            byte[] whole = Files.readAllBytes(folder.resolve("train/ant").resolve(name));
            for (int i = 0; i < whole.length; i += 3) {
                byte[] damaged = whole.clone();
                damaged[i] ^= (byte) 0x55;
                decoder.decode(Files.write(folder.resolve("damaged"), damaged));
                decoder.decode(Files.write(folder.resolve("damaged"), Arrays.copyOf(whole, i)));
            }
        }
    }
}
