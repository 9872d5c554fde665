package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.files.SharedData;
import dev.specialize.predictor.EvaluatedArchitecture;
import dev.specialize.predictor.PredictorQuality;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.space.ReferenceEncoding;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Supernet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A predictor of one's own, from a table of what was measured. */
class FitCommandTest {
    @TempDir
    private static Path shared;

    private static SearchSpace space;
    private static Path spaceFile;
    private static List<EvaluatedArchitecture> pairs;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makes_pairs() {
        spaceFile = shared.resolve("space.json");
        TinySupernet.write(spaceFile, TinySupernet.SPACE);
        space = JsonFile.read(spaceFile, SearchSpace.class);
        pairs = SyntheticPairs.of(space, 80, 0.001, 11);
    }

    private Path csv(String header, Function<EvaluatedArchitecture, String> row) {
        Path file = folder.resolve("measured.csv");
        TinySupernet.write(file, header + pairs.stream().map(row).collect(Collectors.joining("\n", "\n", "\n")));
        return file;
    }

    private Path words() {
        return csv("architecture,accuracy", p -> p.architecture() + "," + p.accuracy());
    }

    private static String reference(EvaluatedArchitecture pair) {
        String json = JsonFile.line(ReferenceEncoding.of(pair.architecture(), space));
        return "\"" + json.replace("\"", "\"\"") + "\"," + 100 * pair.accuracy() + ",1";
    }

    private Launcher.Result fit(Path csv, Object... more) {
        return InProcess.run(Stream.concat(
                        Stream.of("fit", csv, "--space", spaceFile, "--output", folder.resolve("p.json")),
                        Stream.of(more))
                .toArray());
    }

    @Test
    void both_ways_to_write_an_architecture_give_the_same_predictor() throws IOException {
        Launcher.Result first = fit(words());
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("p.json", "80 distinct subnets", "read as fraction", "held out  16 of them", "Spearman")
                .containsPattern("interval  1[0-6] of 16 held-out subnets inside their 95 % interval, . \\d");
        String kept = Files.readString(folder.resolve("p.json"));
        Launcher.Result second = fit(csv("arch_json,top1,macs", FitCommandTest::reference), "--json");
        assertThat(second.code()).as(second.err()).isZero();
        PredictorQuality quality = JsonFile.parse(second.out(), Path.of("stdout"), PredictorQuality.class);
        assertThat(quality.pairs()).isEqualTo(80);
        assertThat(quality.spearman()).isGreaterThan(0.8);
        // percentages lose a bit or two against fractions
        assertThat(Files.readString(folder.resolve("p.json"))).hasSizeBetween(kept.length() / 2, kept.length() * 2);
        assertThat(fit(csv("arch_json,top1,macs", FitCommandTest::reference)).out())
                .contains("read as percent");
    }

    @Test
    void the_same_seed_gives_the_same_bytes() throws IOException {
        fit(words(), "--seed", 3);
        byte[] first = Files.readAllBytes(folder.resolve("p.json"));
        fit(words(), "--seed", 3);
        assertThat(folder.resolve("p.json")).hasBinaryContent(first);
    }

    @Test
    void an_additive_predictor_proves_its_answers_and_another_says_that_it_cannot() {
        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", space, profile);
        Object[] search = {
            "search",
            "--space",
            spaceFile,
            "--predictor",
            folder.resolve("p.json"),
            "--profile",
            profile,
            "--latency",
            "200us"
        };
        assertThat(fit(words(), "--additive").out()).contains("kind      linear");
        Launcher.Result proven = InProcess.run(search);
        assertThat(proven.code()).as(proven.err()).isZero();
        assertThat(proven.out()).contains("proven to be the best");
    }

    @Test
    void predictions_come_with_their_interval() {
        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", space, profile);
        fit(words());
        Path architecture = folder.resolve("a.json");
        TinySupernet.write(architecture, "{\"ks\":[3,5,7,3],\"e\":[2,3,2,3],\"d\":[2,2],\"r\":16}");
        Object[] predict = {
            "predict", architecture, "--space", spaceFile, "--predictor", folder.resolve("p.json"), "--profile", profile
        };
        Launcher.Result text = InProcess.run(predict);
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .containsPattern(
                        "predicted \\d+\\.\\d{4} % \\(deviation 0\\.\\d{3} points, 95 %: [\\d.]+ to [\\d.]+\\), ");
        Launcher.Result json = InProcess.run(
                Stream.concat(Stream.of(predict), Stream.of("--json")).toArray());
        assertThat(json.out())
                .contains("\"interval\" : {", "\"deviation\" : 0.0", "\"lowest\" : 0.", "\"highest\" : 0.");
    }

    @Test
    void a_gaussian_process_can_be_asked_for_and_not_both() {
        assertThat(fit(words(), "--kernel").out()).contains("kind      rbf, ");
        fit(words(), "--kernel", "--additive").assertRefused(ExitCode.USAGE, "--additive", "--kernel");
    }

    @Test
    void a_trained_supernet_is_fitted_anew_to_its_own_pairs() throws IOException {
        Path net = TinySupernet.trained().copy(folder.resolve("net"));
        byte[] former = Files.readAllBytes(net.resolve("predictor.json"));
        Launcher.Result additive = InProcess.run("fit", "--supernet", net, "--additive", "--seed", 7);
        assertThat(additive.code()).as(additive.err()).isZero();
        assertThat(additive.out()).contains(net.toString(), "kind      linear", "accuracies of pairs.json");
        assertThat(Supernet.read(net).predictorFile()).isPresent();
        // the recipe's seed, with which it was made
        assertThat(InProcess.run("fit", "--supernet", net, "--seed", 7).code()).isZero();
        assertThat(net.resolve("predictor.json")).hasBinaryContent(former);
    }

    @Test
    void a_supernet_without_pairs_is_not_fitted_and_its_space_is_its_own() throws IOException {
        Path net = TinySupernet.trained().copy(folder.resolve("net"));
        InProcess.run("fit", words(), "--supernet", net).assertRefused(ExitCode.USAGE, "--supernet");
        InProcess.run("fit", "--supernet", net, "--space", spaceFile).assertRefused(ExitCode.USAGE, "--supernet");
        Files.delete(net.resolve("pairs.json"));
        InProcess.run("fit", "--supernet", net).assertRefused(ExitCode.USAGE, "no pairs.json", "imported");
    }

    @Test
    void a_table_that_is_none_is_refused() {
        Path file = folder.resolve("measured.csv");
        fit(file).assertRefused(ExitCode.USAGE, "measured.csv", "no such file");
        TinySupernet.write(file, "");
        fit(file).assertRefused(ExitCode.USAGE, "holds no pairs");
        fit(csv("subnet,accuracy", p -> p.architecture() + "," + p.accuracy()))
                .assertRefused(ExitCode.USAGE, "line 1", "architecture", "there are 0");
        fit(csv("architecture,quality", p -> p.architecture() + "," + p.accuracy()))
                .assertRefused(ExitCode.USAGE, "line 1", "accuracy", "there are 0");
        fit(csv("architecture,accuracy,top1", p -> p.architecture() + ",0.5,50"))
                .assertRefused(ExitCode.USAGE, "there are 2");
        fit(csv("architecture,accuracy", p -> p.architecture() + ",0.5,1"))
                .assertRefused(ExitCode.USAGE, "line 2", "3 fields");
        assertThat(folder.resolve("p.json")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"NaN, 0 to 100", "-1, 0 to 100", "101, 0 to 100", "high, a number", "'', a number", "1e999, 0 to 100"})
    void an_accuracy_that_is_none_is_refused(String accuracy, String reason) {
        fit(csv("architecture,accuracy", p -> p.architecture() + "," + accuracy))
                .assertRefused(ExitCode.USAGE, "line 2", reason);
    }

    @Test
    void architectures_of_another_space_and_too_few_of_this_are_refused() {
        fit(csv("architecture,accuracy", p -> "r224 k3e3," + p.accuracy())).assertRefused(ExitCode.USAGE, "line 2");
        fit(csv("architecture,accuracy", p -> pairs.get(0).architecture() + ",0.5"))
                .assertRefused(ExitCode.USAGE, "at least 20", "got 1", "Maybe");
    }

    @Test
    void a_fit_needs_a_space_and_a_place() {
        Path table = words();
        InProcess.run("fit", table, "--output", folder.resolve("p.json")).assertRefused(ExitCode.USAGE, "--space");
        InProcess.run("fit", table, "--space", spaceFile).assertRefused(ExitCode.USAGE, "--output");
        InProcess.run("fit", table, "--space", spaceFile, "--output", "/proc/x/p.json")
                .assertRefused(ExitCode.USAGE, "Maybe choose another folder");
        InProcess.run("fit", table, "--space", spaceFile, "--output", folder)
                .assertRefused(ExitCode.USAGE, "is a folder");
    }

    @Test
    void what_was_really_measured_is_read_as_it_is_published() throws IOException {
        Path published = SharedData.file("ofa/mbv3_w1.0_measured_accuracy.csv");
        Path some = folder.resolve("some.csv");
        Files.write(some, Files.readAllLines(published).subList(0, 101));
        Launcher.Result result =
                InProcess.run("fit", some, "--space", "mbv3", "--additive", "--output", folder.resolve("p.json"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("100 distinct subnets", "read as percent");
    }
}
