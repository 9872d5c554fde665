package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.ReferenceEncoding;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchitectureFileTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("architecture.json"), content);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void both_forms_are_read_back(long seed) throws IOException {
        Architecture architecture = new ArchitectureSampler(SPACE).sample(new SplittableRandom(seed));
        assertThat(ArchitectureFile.read(file(ArchitectureFile.text(SPACE, architecture)), SPACE))
                .isEqualTo(architecture);
        String reference = JsonFile.text(ReferenceEncoding.of(architecture, SPACE));
        assertThat(ArchitectureFile.read(file(reference), SPACE)).isEqualTo(architecture);
        String number = reference.replaceFirst("(?s)\"r\" : \\[\\s*(\\d+)\\s*]", "\"r\" : $1");
        assertThat(number).isNotEqualTo(reference);
        assertThat(ArchitectureFile.read(file(number), SPACE)).isEqualTo(architecture);
    }

    @Test
    void an_architecture_of_another_space_is_refused() throws IOException {
        Path file = file(ArchitectureFile.text(SPACE, SPACE.largest()));
        assertThatThrownBy(() -> ArchitectureFile.read(file, SPACE.withName("other")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("mbv3-32")
                .hasMessageContaining("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"ks\":[3]}", "{\"format\":\"architecture/1\"}", "null"})
    void what_is_no_architecture_is_named(String content) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> ArchitectureFile.read(file, SPACE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> ArchitectureFile.read(folder.resolve("none.json"), SPACE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("none.json");
    }
}
