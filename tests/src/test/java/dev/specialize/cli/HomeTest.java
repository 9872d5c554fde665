package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which supernet is meant. */
final class HomeTest {
    @TempDir
    private Path program;

    private Path bundled;
    private Home home;

    @BeforeEach
    void comes_with_a_supernet() throws IOException {
        bundled = Files.createDirectories(program.resolve("supernets").resolve("clothes"));
        home = new Home(program, program.resolve("user"));
    }

    @Test
    void a_supernet_that_came_with_the_program_is_meant_by_its_name() {
        assertThat(home.supernet("clothes")).isEqualTo(bundled);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".", "./", ".."})
    void the_folder_where_somebody_is_is_not_that_of_the_bundled_supernets(String folder) {
        assertThat(home.supernet(folder)).isEqualTo(Path.of(folder));
    }

    @Test
    void weights_to_begin_with_are_a_donor_that_came_with_the_program_or_a_supernet_or_a_file() throws IOException {
        Path donor = Files.createDirectories(program.resolve("donors").resolve("photos"));
        Path checkpoint = Files.createFile(program.resolve("net.pth"));
        assertThat(home.donor("photos")).isEqualTo(donor);
        assertThat(home.donor("clothes")).isEqualTo(bundled);
        assertThat(home.donor(checkpoint.toString())).isEqualTo(checkpoint);
        assertThatThrownBy(() -> home.donor("shoes"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("no such file")
                .hasMessageContaining("it has clothes, photos");
    }

    @Test
    void donors_of_a_space_are_those_whose_space_differs_in_its_classes_only() {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        Path donors = program.resolve("donors");
        JsonFile.write(donors.resolve("photos").resolve("space.json"), space.withClasses(77));
        JsonFile.write(donors.resolve("grey").resolve("space.json"), space.withInputChannels(1));
        JsonFile.write(donors.resolve("narrow").resolve("space.json"), space.withWidthMultiplier(0.5));
        assertThat(home.donors(space)).containsExactly("photos");
        assertThat(home.donors(space.withInputChannels(1))).containsExactly("grey");
        assertThat(home.donors(space.withName("other"))).isEmpty();
    }

    @Test
    void a_donor_is_no_supernet_to_make_models_of() throws IOException {
        Files.createDirectories(program.resolve("donors").resolve("photos"));
        assertThatThrownBy(() -> home.supernet("photos"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("it has clothes");
    }

    @Test
    void an_empty_variable_names_no_folder() {
        Path data = program.resolve("data");
        assertThat(Home.here(Map.of("SPECIALIZE_DATA", "", "XDG_DATA_HOME", data.toString()))
                        .models())
                .startsWithRaw(data);
        assertThat(Home.here(Map.of("SPECIALIZE_DATA", data.toString())).models())
                .startsWithRaw(data);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "clothes/.", "../supernets", "shoes"})
    void what_is_neither_a_name_nor_a_folder_is_refused(String other) {
        assertThatThrownBy(() -> home.supernet(other))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("no such folder")
                .hasMessageContaining("it has clothes");
    }
}
