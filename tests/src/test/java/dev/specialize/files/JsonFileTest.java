package dev.specialize.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFileTest {
    /** @param ratio above 0 */
    record Inner(int count, double ratio) {
        Inner {
            if (ratio <= 0) {
                throw new IllegalArgumentException("ratio must be above 0, got " + ratio);
            }
        }
    }

    record Outer(String name, List<Inner> inners, Optional<String> note) {}

    private static final Path ORIGIN = Path.of("outer.json");

    @TempDir
    private Path folder;

    @Test
    void records_round_trip_and_equal_values_have_equal_text() {
        Outer value = new Outer("ü", List.of(new Inner(1, 0.1), new Inner(2, 6)), Optional.empty());
        Path file = folder.resolve("value.json");
        JsonFile.write(file, value);
        assertThat(JsonFile.read(file, Outer.class)).isEqualTo(value);
        assertThat(file).hasContent(JsonFile.text(value)).content().endsWith("}\n");
        assertThat(JsonFile.line(value))
                .isEqualTo("{\"name\":\"ü\",\"inners\":[{\"count\":1,\"ratio\":0.1},{\"count\":2,\"ratio\":6.0}],"
                        + "\"note\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"name\":\"a\",\"inners\":[],\"note\":null,\"extra\":1} | extra",
                "{\"name\":\"a\",\"note\":null} | inners",
                "{\"name\":null,\"inners\":[],\"note\":null} | name",
                "{\"name\":\"a\",\"name\":\"b\",\"inners\":[],\"note\":null} | name",
                "{\"name\":\"a\",\"inners\":[null],\"note\":null} | inners",
                "{\"name\":\"a\",\"inners\":[{\"count\":1.5,\"ratio\":1}],\"note\":null} | inners[0].count",
                "{\"name\":\"a\",\"inners\":[{\"count\":\"1\",\"ratio\":1}],\"note\":null} | inners[0].count",
                "{\"name\":\"a\",\"inners\":[{\"count\":null,\"ratio\":1}],\"note\":null} | inners[0].count",
                "{\"name\":\"a\",\"inners\":[{\"count\":1,\"ratio\":-1}],\"note\":null} | ratio must be above 0",
                "{\"name\":5,\"inners\":[],\"note\":null} | name",
                "{\"name\":\"a\",\"inners\":[],\"note\":null} 1 | line 1",
                "{\"name\":\"a\",\"inners\":[ | line 1",
                "null | holds null",
                "[] | Array value"
            })
    void what_is_not_exactly_the_record_is_named(String json, String expected) {
        assertThatThrownBy(() -> JsonFile.parse(json, ORIGIN, Outer.class))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("outer.json: ")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("Cannot invoke")
                .message()
                .doesNotEndWith(": null")
                .doesNotContain("\n");
    }

    @Test
    void a_missing_or_binary_file_is_named() throws IOException {
        Path missing = folder.resolve("none.json");
        assertThatThrownBy(() -> JsonFile.read(missing, Outer.class))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(missing + ": no such file");
        Path binary = Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> JsonFile.read(binary, Outer.class))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(binary + ": is not text");
        assertThatThrownBy(() -> JsonFile.read(folder, Outer.class))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(folder.toString());
    }

    @Test
    void a_file_without_end_is_refused_before_it_fills_the_memory() {
        Path endless = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(endless), "needs /dev/zero");
        assertThatThrownBy(() -> JsonFile.read(endless, Outer.class))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("is larger than 64 MB");
    }
}
