package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationImagesTest {
    private static final int SIZE = 8;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    /** Each of one colour, which tells class and number. */
    private void fill(String role, String name, int label, int count) throws IOException {
        Path ofClass = Files.createDirectories(folder.resolve(role).resolve(name));
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(12, 10, BufferedImage.TYPE_3BYTE_BGR);
            for (int p = 0; p < 120; p++) {
                image.setRGB(p % 12, p / 12, ((label * 100) << 16) | i);
            }
            ImageIO.write(image, "png", ofClass.resolve(i + ".png").toFile());
        }
    }

    private EvaluationImages read(int classes, int calibration, int validation, int bytes) {
        EvaluationImages.Settings settings =
                new EvaluationImages.Settings(SIZE, 0.875, 3, classes, calibration, validation, bytes, 5);
        return EvaluationImages.read(folder, settings, warnings::add);
    }

    @Test
    void no_more_images_are_read_than_asked_for_and_they_are_a_sample() throws IOException {
        fill("train", "zebra", 1, 30);
        fill("train", "ant", 0, 30);
        fill("val", "zebra", 1, 5);
        fill("val", "ant", 0, 5);
        EvaluationImages images = read(2, 20, 100, Integer.MAX_VALUE);
        assertThat(images.classes()).containsExactly("ant", "zebra");
        assertThat(images.calibration().count()).isEqualTo(20);
        assertThat(images.calibration().labels()).contains(0, 1);
        assertThat(images.validation().orElseThrow().count()).isEqualTo(10);
        ImageSet calibration = images.calibration();
        for (int i = 0; i < 20; i++) {
            int red = calibration.pixels()[i * SIZE * SIZE * 3] & 0xff;
            assertThat(red).isEqualTo(100 * calibration.labels()[i]);
        }
        assertThat(read(2, 20, 1, Integer.MAX_VALUE).calibration().pixels()).isEqualTo(calibration.pixels());
        assertThat(read(2, 20, 100, 7 * SIZE * SIZE * 3 + 1).calibration().count())
                .isEqualTo(7);
        assertThat(warnings).isEmpty();
    }

    @Test
    void validation_images_may_be_absent() throws IOException {
        fill("train", "zebra", 1, 3);
        fill("train", "ant", 0, 3);
        assertThat(read(2, 10, 10, Integer.MAX_VALUE).validation()).isEmpty();
    }

    @Test
    void unreadable_images_are_named_and_skipped_and_all_of_them_are_an_error() throws IOException {
        fill("train", "zebra", 1, 2);
        fill("train", "ant", 0, 2);
        Files.writeString(folder.resolve("train/ant/0.png"), "no image");
        assertThat(read(2, 10, 10, Integer.MAX_VALUE).calibration().count()).isEqualTo(3);
        assertThat(warnings).hasSize(2);
        for (String name : List.of("ant/0", "ant/1", "zebra/0", "zebra/1")) {
            Files.writeString(folder.resolve("train/" + name + ".png"), "no image");
        }
        assertThatThrownBy(() -> read(2, 1, 1, Integer.MAX_VALUE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("1 of 1 images are unreadable");
    }

    @Test
    void a_folder_of_other_classes_or_none_is_refused() throws IOException {
        fill("train", "zebra", 1, 2);
        fill("train", "ant", 0, 2);
        assertThatThrownBy(() -> read(10, 1, 1, Integer.MAX_VALUE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("2 classes, the network tells 10 apart");
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> EvaluationImages.read(
                        absent,
                        new EvaluationImages.Settings(SIZE, 1, 3, 2, 1, 1, Integer.MAX_VALUE, 0),
                        warnings::add))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("no such folder");
        assertThatThrownBy(() -> EvaluationImages.read(
                        folder.resolve("train"),
                        new EvaluationImages.Settings(SIZE, 1, 3, 2, 1, 1, Integer.MAX_VALUE, 0),
                        warnings::add))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("'train' folder");
    }
}
