package dev.specialize.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JsonLinesTest {
    private static final Header HEADER = new Header("lines/1", 7);
    private static final List<Line> LINES =
            List.of(new Line("größer", 0.5), new Line("two", -1e-9), new Line("two", 2));

    @TempDir
    private Path folder;

    private Path file;

    record Header(String format, int seed) {}

    record Line(String name, double value) {}

    @BeforeEach
    void write() {
        file = folder.resolve("new").resolve("log.jsonl");
        try (JsonLines<Line> lines = open()) {
            lines.append(LINES.subList(0, 2));
            lines.append(LINES.subList(2, 3));
        }
    }

    private JsonLines<Line> open() {
        return JsonLines.open(file, HEADER, Line.class);
    }

    @Test
    void each_record_is_a_line_after_the_header() throws IOException {
        assertThat(Files.readString(file)).isEqualTo("""
                        {"format":"lines/1","seed":7}
                        {"name":"größer","value":0.5}
                        {"name":"two","value":-1.0E-9}
                        {"name":"two","value":2.0}
                        """);
        try (JsonLines<Line> lines = open()) {
            assertThat(lines.known()).isEqualTo(LINES);
            assertThat(lines.replacedAnother()).isFalse();
        }
    }

    @Test
    void after_a_kill_at_any_byte_the_rest_is_added_and_nothing_is_lost_or_doubled() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            Files.delete(file);
            Files.write(file, Arrays.copyOf(whole, length));
            try (JsonLines<Line> lines = open()) {
                int known = lines.known().size();
                assertThat(lines.known()).isEqualTo(LINES.subList(0, known));
                lines.append(LINES.subList(known, LINES.size()));
            }
            assertThat(Files.readAllBytes(file))
                    .as("cut after %d bytes", length)
                    .isEqualTo(whole);
        }
    }

    @Test
    void a_file_with_another_header_is_started_anew() {
        try (JsonLines<Line> lines = JsonLines.open(file, new Header("lines/1", 8), Line.class)) {
            assertThat(lines.replacedAnother()).isTrue();
            assertThat(lines.known()).isEmpty();
        }
    }

    @Test
    void a_damaged_line_is_named() throws IOException {
        Files.writeString(file, Files.readString(file).replace("-1.0E-9", "minus"));
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line 3 is damaged. Maybe delete the file");
    }

    @Test
    void a_folder_that_cannot_be_written_is_told() {
        assertThatThrownBy(() -> JsonLines.open(file.resolve("below"), HEADER, Line.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot write");
    }
}
