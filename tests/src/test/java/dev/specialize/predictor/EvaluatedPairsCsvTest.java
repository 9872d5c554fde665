package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EvaluatedPairsCsvTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final String SMALLEST = "r24 k3e3.k3e3 k3e3.k3e3 k3e3.k3e3";
    private static final String REFERENCE = "{\"\"ks\"\":[7,5,3,3,3,3,3,3,3,3,3,3],"
            + "\"\"e\"\":[3,4,6,3,3,3,3,3,3,3,3,3],\"\"d\"\":[3,2,2],\"\"r\"\":[28]}";

    @TempDir
    private Path folder;

    @Test
    void both_forms_of_architectures_are_read_between_other_columns() throws IOException {
        EvaluatedPairsCsv csv =
                read("macs,Architecture, TOP-1 \r\n17," + SMALLEST + ",71.5\r\n\r\n18,\"" + REFERENCE + "\",72\r\n");
        assertThat(csv.unit()).isEqualTo(EvaluatedPairsCsv.Unit.PERCENT);
        assertThat(csv.pairs())
                .containsExactly(
                        new EvaluatedArchitecture(SPACE.smallest(), 0.715),
                        new EvaluatedArchitecture(Architecture.parse("r28 k7e3.k5e4.k3e6 k3e3.k3e3 k3e3.k3e3"), 0.72));
    }

    @Test
    void accuracies_of_at_most_1_are_fractions() throws IOException {
        EvaluatedPairsCsv csv = read("\uFEFFarch,acc\n" + SMALLEST + ",0.5\n" + SMALLEST + ",1");
        assertThat(csv.unit()).isEqualTo(EvaluatedPairsCsv.Unit.FRACTION);
        assertThat(csv.pairs()).extracting(EvaluatedArchitecture::accuracy).isEqualTo(List.of(0.5, 1.0));
    }

    @Test
    void quoted_fields_hold_commas_quotes_and_line_breaks() throws IOException {
        String text = "note,\"arch\",acc\n\"a, \"\"b\"\"\nc\",\"" + SMALLEST + "\",0.5\n";
        assertThat(read(text).pairs()).containsExactly(new EvaluatedArchitecture(SPACE.smallest(), 0.5));
        assertThatThrownBy(() -> read(text + "\"\",\"x\",0.5\n"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("pairs.csv, line 4: architecture must be like");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                     | pairs.csv: holds no pairs
            arch,acc                               | pairs.csv: holds no pairs
            arch,score;A,0.5                       | line 1: must name one column acc or accuracy or top-1 or top1, there are 0
            arch,acc,top1;A,0.5,0.5                | there are 2
            arch,acc;A,0.5;A,0.5,7                 | line 3: has 3 fields, its columns are 2
            arch,acc;A,half                        | line 2: acc must be a number, got 'half'
            arch,acc;A,NaN                         | line 2: accuracy must be 0 to 100 percent, got NaN
            arch,acc;A,-1                          | got -1
            arch,acc;A,100.5                       | got 100.5
            arch,acc;k3e3,1                        | line 2: architecture must be like
            arch,acc;r99 k3e3.k3e3 k3e3.k3e3 k3e3.k3e3,1 | line 2: Not an architecture of mbv3-32: resolution 99
            arch,acc;"{""ks"":[3]}",1              | line 2: field 'r' must be there once
            arch,acc;"{""ks"":[3",1                | line 2: ends too early
            arch,acc;"A,1                          | line 2: opens a quote that is never closed
            arch,acc;"A"b,1                        | line 2: goes on after a closing quote
            arch,acc;A"b",1                        | line 2: holds a quote inside
            """)
    void what_is_wrong_is_said_with_its_line(String text, String message) {
        assertThatThrownBy(() -> read(text.replace(";", "\n").replace("A", SMALLEST)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void an_endless_architecture_is_refused_like_any_other() {
        for (String endless : List.of("r24" + " k3e3".repeat(100_000), "r24 w1" + "-1".repeat(100_000) + " k3e3")) {
            assertThatThrownBy(() -> read("arch,acc\n" + endless + ",0.5\n"))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining("pairs.csv, line 2: ");
        }
    }

    @Test
    void a_missing_file_is_said_to_be_missing() {
        assertThatThrownBy(() -> EvaluatedPairsCsv.read(folder.resolve("none.csv"), SPACE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageEndingWith("none.csv: no such file");
    }

    private EvaluatedPairsCsv read(String text) throws IOException {
        return EvaluatedPairsCsv.read(Files.writeString(folder.resolve("pairs.csv"), text), SPACE);
    }
}
