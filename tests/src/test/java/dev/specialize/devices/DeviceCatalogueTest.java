package dev.specialize.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceCatalogueTest {
    @TempDir
    private Path folder;

    @Test
    void profiles_are_listed_and_found_by_name() throws IOException {
        DeviceCatalogue catalogue = catalogueOf("pixel", "board-2");
        Files.writeString(folder.resolve("pixel.json.journal"), "half a profile");
        Files.writeString(folder.resolve(".hidden.json"), "{}");

        assertThat(catalogue.names()).containsExactly("board-2", "pixel");
        assertThat(catalogue.find("pixel")).isEqualTo(Profiles.named("pixel"));
        assertThat(catalogue.contains("note")).isFalse();
    }

    @Test
    void an_unknown_device_lists_the_known_and_suggests_the_nearest() {
        DeviceCatalogue catalogue = catalogueOf("pixel", "board", "note10");

        assertThatThrownBy(() -> catalogue.find("Pixle"))
                .isInstanceOf(UnknownDeviceException.class)
                .hasMessage("No profile of a device named 'Pixle' in " + folder
                        + " (known: board, note10, pixel). Maybe you meant 'pixel'.");
        assertThatThrownBy(() -> catalogue.find("tv"))
                .hasMessageEndingWith("Maybe it was profiled for another space" + " (specialize devices list).");
    }

    @Test
    void a_folder_that_does_not_exist_yet_has_no_profiles() {
        DeviceCatalogue catalogue = new DeviceCatalogue(folder.resolve("none"));

        assertThat(catalogue.names()).isEmpty();
        assertThatThrownBy(() -> catalogue.find("pixel"))
                .isInstanceOf(UnknownDeviceException.class)
                .hasMessageEndingWith("specialize profile --device local, or specialize import table");
    }

    @Test
    void a_renamed_file_is_refused() {
        Profiles.named("pixel").write(folder.resolve("board.json"));

        assertThatThrownBy(() -> new DeviceCatalogue(folder).find("board"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("is the profile of 'pixel'");
    }

    @Test
    void a_copy_whose_name_no_device_could_have_is_refused_by_its_file() {
        Path copy = folder.resolve("pixel (1).json");
        Profiles.named("pixel").write(copy);

        assertThatThrownBy(() -> new DeviceCatalogue(folder).find("pixel (1)"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(copy + ": is the profile of 'pixel'");
    }

    @Test
    void each_precision_of_a_device_has_a_profile_of_its_own() {
        DeviceCatalogue catalogue = catalogueOf("pixel");
        DeviceProfile eightBits = Profiles.inPrecision("pixel", Precision.INT8);
        eightBits.write(catalogue.file("pixel@int8"));

        assertThat(catalogue.names()).containsExactly("pixel", "pixel@int8");
        assertThat(catalogue.find("pixel@int8")).isEqualTo(eightBits);
        assertThat(catalogue.find("pixel").precision()).isEqualTo(Precision.FP32);
    }

    @Test
    void a_profile_is_not_taken_for_one_of_another_precision() {
        DeviceCatalogue catalogue = new DeviceCatalogue(folder);
        Profiles.inPrecision("pixel", Precision.INT8).write(folder.resolve("pixel.json"));

        assertThatThrownBy(() -> catalogue.find("pixel"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("is the profile of 'pixel@int8'");
        assertThatThrownBy(() -> catalogue.file("pixel@int4"))
                .hasMessageContaining("'int4' is no precision")
                .hasMessageContaining("fp32, fp16, int8");
    }

    @Test
    void a_name_cannot_leave_the_folder() {
        assertThatThrownBy(() -> new DeviceCatalogue(folder).file("../pixel")).hasMessageContaining("name must be");
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({"pixel, pixel, 0", "Pixel, pixel, 0", "pixle, pixel, 2", "'', pixel, 5", "kitten, sitting, 3"})
    void the_edit_distance_counts_changes_of_characters(String from, String to, int distance) {
        assertThat(EditDistance.between(from, to)).isEqualTo(distance);
        assertThat(EditDistance.between(to, from)).isEqualTo(distance);
    }

    private DeviceCatalogue catalogueOf(String... names) {
        DeviceCatalogue catalogue = new DeviceCatalogue(folder);
        for (String name : names) {
            Profiles.named(name).write(catalogue.file(name));
        }
        return catalogue;
    }
}
