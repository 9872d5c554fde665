package dev.specialize.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlNumbersTest {
    private static final String TABLE = """
            Conv-input:8x8x3-output:4x4x16:
              count: 500
              mean: 0.994418
              std: 1.7e-2
            Logits-input:1x1x16-output:10:
              count: 12
              mean: 2
              std: 0
            """;

    @TempDir
    private Path folder;

    @Test
    void entries_keep_their_order_and_their_numbers() throws IOException {
        Path file = write(TABLE);
        YamlNumbers yaml = YamlNumbers.read(file);

        assertThat(yaml.numbersByEntry().keySet())
                .containsExactly("Conv-input:8x8x3-output:4x4x16", "Logits-input:1x1x16-output:10");
        assertThat(yaml.numbersByEntry().get("Conv-input:8x8x3-output:4x4x16"))
                .containsOnlyKeys("count", "mean", "std")
                .containsEntry("mean", 0.994418)
                .containsEntry("std", 0.017);
        assertThat(yaml.sha256()).isEqualTo(Sha256.of(file));
    }

    static Stream<Arguments> not_numbers() {
        return Stream.of(
                Arguments.of("nothing", "", "is empty"),
                Arguments.of("a scalar", "12", "must have entries with names"),
                Arguments.of("a list", "- 1\n- 2", "must have entries with names"),
                Arguments.of("one level", "a: 1", "must have named numbers in 'a'"),
                Arguments.of("a text", "a:\n  mean: 1.5ms", "'a': mean must be a number (line 2)"),
                Arguments.of("a quoted number", "a:\n  mean: '1.5'", "mean must be a number"),
                Arguments.of("no number", "a:\n  mean:\n", "mean must be a number"),
                Arguments.of("not a number", "a:\n  mean: .nan", "mean must be a number"),
                Arguments.of("infinity", "a:\n  mean: 1e999", "mean must be a number"),
                Arguments.of("a truth", "a:\n  mean: true", "mean must be a number"),
                Arguments.of("a third level", "a:\n  mean:\n    b: 1", "mean must be a number"),
                Arguments.of("an entry twice", "a:\n  mean: 1\na:\n  mean: 2", "uplicate"),
                Arguments.of("a name twice", "a:\n  mean: 1\n  mean: 2", "uplicate"),
                Arguments.of("two documents", "a:\n  mean: 1\n---\nb:\n  mean: 1", "goes on after"),
                Arguments.of("a tab", "a:\n\tmean: 1", "is not valid"),
                Arguments.of("an open bracket", "a: {mean: 1", "is not valid"),
                Arguments.of("an alias", "a: &x\n  mean: 1\nb: *x", "anchor"),
                Arguments.of("a merge", "a: &x\n  mean: 1\nb:\n  <<: *x", "anchor"),
                Arguments.of("a tag", "a: !!python/object:os.system\n  mean: 1", "tag"),
                Arguments.of("a tagged number", "a:\n  mean: !!int 1", "tag"),
                Arguments.of("an alias bomb", bomb(), "anchor"),
                Arguments.of("depth", "[".repeat(100_000), "must have"),
                Arguments.of("depth in braces", "{a: ".repeat(100_000), "must be a number"),
                Arguments.of("depth in keys", "? ".repeat(50_000), "is not valid"),
                Arguments.of("a huge number", "a:\n  mean: " + "9".repeat(1_000_000), "is not valid"),
                Arguments.of("a huge name", "a".repeat(1_000_000) + ":\n  mean: 1", "is not valid"));
    }

    private static String bomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [1]\n");
        for (int i = 1; i < 30; i++) {
            String last = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s,%s]%n".formatted(i, i, last, last));
        }
        return bomb.toString();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("not_numbers")
    void anything_else_is_refused_in_one_line(String what, String yaml, String problem) throws IOException {
        Path file = write(yaml);

        assertThatThrownBy(() -> YamlNumbers.read(file))
                .as(what)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("\n")
                .hasSizeLessThan(600);
    }

    @Test
    void a_file_that_is_missing_too_large_or_no_text_is_refused() throws IOException {
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(16 << 20) + 1]);
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

        assertThatThrownBy(() -> YamlNumbers.read(folder.resolve("none.yaml"))).hasMessageEndingWith(": no such file");
        assertThatThrownBy(() -> YamlNumbers.read(folder)).isInstanceOf(InvalidFileException.class);
        assertThatThrownBy(() -> YamlNumbers.read(large)).hasMessageContaining("is larger than 16 MB");
        assertThatThrownBy(() -> YamlNumbers.read(binary)).hasMessageEndingWith("is not text in UTF-8");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void three_thousand_mutations_end_in_numbers_or_in_a_clean_error(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve("mutant.yaml");
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            Files.write(file, Mutation.of(TABLE.getBytes(StandardCharsets.UTF_8), random));
            try {
                YamlNumbers.read(file);
            } catch (InvalidFileException e) {
                assertThat(e).message().doesNotContain("\n").hasSizeLessThan(1_000);
                refused++;
            }
        }
        assertThat(refused).isBetween(300, 2_990);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("table.yaml"), yaml);
    }
}
