package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of files that turn out to be no images while a training goes on. */
class DamageTest {
    private static final int IMAGES = 10_000;

    private final List<String> warnings = new ArrayList<>();
    private final Damage damage = new Damage(Path.of("photos"), IMAGES, warnings::add);

    private void replace(int files) {
        for (int i = 0; i < files; i++) {
            damage.replaced(new Damage.UnreadableFile(Path.of(i + ".jpg"), "is cut off"));
        }
    }

    @Test
    void the_first_ones_are_named_and_all_are_counted() {
        replace(30);
        assertThat(warnings).hasSize(12);
        assertThat(warnings.get(9)).contains("9.jpg", "is cut off", "takes its place");
        assertThat(warnings.get(10)).isEqualTo("20 of 10000 images in photos are unreadable so far");
        assertThat(warnings.get(11)).contains("30 of 10000");
        assertThat(damage.unreadable()).isEqualTo(30);
    }

    @Test
    void more_than_a_hundredth_is_too_many() {
        replace(IMAGES / 100);
        assertThatThrownBy(() -> replace(1))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("101 of 10000 images are unreadable")
                .hasMessageContaining("Maybe");
    }
}
