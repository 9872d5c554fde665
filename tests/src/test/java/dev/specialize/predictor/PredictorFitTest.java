package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.files.InvalidFileException;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PredictorFitTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final List<EvaluatedArchitecture> PAIRS = SyntheticPairs.of(SPACE, 100, 0.001, 1);
    private static final PredictorModel FIT = PredictorFit.of(SPACE, PAIRS, 1);

    @TempDir
    private Path folder;

    @Test
    void the_quality_is_that_of_pairs_held_out() {
        PredictorQuality quality = FIT.quality().orElseThrow();
        assertThat(quality.pairs()).isEqualTo(100);
        assertThat(quality.heldOutPairs()).isEqualTo(20);
        assertThat(quality.kendallTau()).isBetween(0.5, 1.0);
        assertThat(quality.spearman()).isBetween(quality.kendallTau(), 1.0);
        assertThat(quality.rmse()).isBetween(0.0005, 0.01);
    }

    @Test
    void the_same_pairs_and_seed_write_the_same_bytes() throws IOException {
        FIT.write(folder.resolve("one.json"));
        PredictorFit.of(SPACE, PAIRS, 1).write(folder.resolve("two.json"));
        assertThat(folder.resolve("two.json")).hasSameBinaryContentAs(folder.resolve("one.json"));
    }

    @Test
    void a_predictor_round_trips_through_its_file_seed_5() {
        Path file = folder.resolve("predictor.json");
        FIT.write(file);
        PredictorModel read = PredictorModel.read(file, SPACE);
        assertThat(read.quality()).isEqualTo(FIT.quality());
        assertThat(read.description()).isEqualTo(FIT.description());
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 100; i++) {
            Architecture architecture = new ArchitectureSampler(SPACE).sample(random);
            assertThat(read.predictor().accuracy(architecture))
                    .isEqualTo(FIT.predictor().accuracy(architecture));
        }
        read.write(folder.resolve("again.json"));
        assertThat(folder.resolve("again.json")).hasSameBinaryContentAs(file);
    }

    @ParameterizedTest(name = "{1} instead of {0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            "accuracy-predictor/3" | "accuracy-predictor/9" | format must be accuracy-predictor/3
            "ridge",               | "oracle",              | kind must be ridge, mlp or angle, got oracle
            "heldOut"              | "heldout"              | heldOut
            "ridge" :              | "new" : 1, "ridge" :   | new
            "kendallTau" : 0       | "kendallTau" : 7       | kendallTau is out of range
            "weight"               | "wait"                 | weight
            "architecture" : "r    | "architecture" : "q    | must be like
            "architecture" : "r    | "architecture" : "r9   | is not one of
            """)
    void a_file_that_is_not_exactly_a_predictor_is_refused(String from, String to, String message) throws IOException {
        Path file = folder.resolve("predictor.json");
        FIT.write(file);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replaceFirst(Pattern.quote(from), to));
        assertThatThrownBy(() -> PredictorModel.read(file, SPACE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void a_truncated_file_is_refused() throws IOException {
        Path file = folder.resolve("predictor.json");
        FIT.write(file);
        Files.writeString(file, Files.readString(file).substring(0, 500));
        assertThatThrownBy(() -> PredictorModel.read(file, SPACE)).isInstanceOf(InvalidFileException.class);
    }

    @Test
    void a_predictor_of_another_space_is_refused_naming_both() {
        Path file = folder.resolve("predictor.json");
        FIT.write(file);
        assertThatThrownBy(() -> PredictorModel.read(file, SPACE.withClasses(7).withName("mine")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("is a predictor for mbv3-32 (space sha256 ")
                .hasMessageContaining(", not for mine (space sha256 ");
        assertThatThrownBy(() -> PredictorModel.read(file, SPACE.withClasses(7)))
                .isInstanceOf(InvalidFileException.class);
    }

    @Test
    void percentages_are_refused() {
        assertThatThrownBy(() -> new EvaluatedArchitecture(SPACE.largest(), 77.1))
                .hasMessageContaining("must be a fraction in [0, 1], got 77.1. Maybe divide percentages by 100.");
    }

    @Test
    void an_architecture_that_is_evaluated_twice_counts_once() {
        List<EvaluatedArchitecture> twice = new ArrayList<>(PAIRS);
        twice.addAll(PAIRS);
        assertThat(PredictorFit.of(SPACE, twice, 1).quality().orElseThrow().pairs())
                .isEqualTo(100);
    }

    @Test
    void too_few_pairs_are_refused() {
        assertThatThrownBy(() -> PredictorFit.of(SPACE, PAIRS.subList(0, 19), 1))
                .hasMessage(
                        "A predictor needs at least 20 distinct architectures, got 19. Maybe evaluate more, in a space"
                                + " with more choices if need be.");
    }

    @Test
    void equal_accuracies_are_predicted_as_they_are() {
        List<EvaluatedArchitecture> equal = PAIRS.stream()
                .map(p -> new EvaluatedArchitecture(p.architecture(), 0.5))
                .toList();
        PredictorModel fit = PredictorFit.of(SPACE, equal, 1);
        assertThat(fit.predictor().accuracy(SPACE.largest())).isEqualTo(0.5);
        assertThat(fit.quality().orElseThrow().kendallTau()).isZero();
    }
}
