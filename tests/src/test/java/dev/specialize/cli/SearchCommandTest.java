package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.Precision;
import dev.specialize.files.JsonFile;
import dev.specialize.space.Architecture;
import dev.specialize.space.Cost;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.ArchitectureFile;
import dev.specialize.supernet.Supernet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that export nothing, with a profile that is the same in every run. */
class SearchCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();
    /** For a budget, until the margin is that of the answer. */
    private static final int MOST_SEARCHES = 10;

    @TempDir
    private static Path shared;

    private static SearchSpace space;
    private static Path profile;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writes_a_profile() {
        profile = shared.resolve("paper.json");
        space = TINY.searchSpace();
        new SyntheticDevice(1).profile("paper", space, profile);
    }

    private static Launcher.Result search(Object... more) {
        return InProcess.run(
                Stream.concat(Stream.of("search", "--supernet", TINY.folder(), "--profile", profile), Stream.of(more))
                        .toArray());
    }

    private static List<Map<String, Object>> answers(Launcher.Result result) {
        @SuppressWarnings("unchecked") // what the command prints with --json
        List<Map<String, Object>> answers = JsonFile.parse(result.out(), Path.of("stdout"), List.class);
        return answers;
    }

    @Test
    void an_answer_tells_subnet_accuracy_latency_random_search_and_effort() {
        Launcher.Result result = search("--latency", "200us");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly("budget", "subnet", "predicted", "random", "search");
        assertThat(result.out()).contains("200 µs", "%, 0.", "drawn at random", "subnets predicted in");
    }

    @Test
    void the_same_answer_as_json() {
        Launcher.Result result = search("--latency", "150us,200us", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        List<Map<String, Object>> answers = answers(result);
        assertThat(answers).hasSize(2).allSatisfy(answer -> {
            assertThat(answer)
                    .containsOnlyKeys(
                            "budget",
                            "architecture",
                            "predictedAccuracy",
                            "accuracies",
                            "uses",
                            "gainOverRandom",
                            "evaluations",
                            "seconds",
                            "optimality");
            Architecture architecture = Architecture.parse((String) answer.get("architecture"));
            space.requireContains(architecture);
            assertThat(answer.get("accuracies")).isEqualTo(List.of(answer.get("predictedAccuracy")));
            Map<?, ?> latency = (Map<?, ?>) ((List<?>) answer.get("uses")).get(0);
            assertThat(latency.get("resource")).isEqualTo("latency");
            assertThat((Double) latency.get("withMargin")).isLessThanOrEqualTo((Double) latency.get("limit"));
        });
        assertThat(answers).extracting(answer -> answer.get("budget")).containsExactly("150 µs", "200 µs");
    }

    @Test
    void a_budget_that_is_too_small_does_not_spoil_the_others() {
        Launcher.Result text = search("--latency", "1ns,200us,1us");
        assertThat(text.code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(text.complaints()).hasSize(2).allMatch(c -> c.contains("fastest") && c.contains("--latency"));
        assertThat(text.out()).containsOnlyOnce("subnet ").contains("200 µs");
        Launcher.Result json = search("--latency", "1ns,200us", "--json");
        assertThat(json.code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(answers(json))
                .hasSize(2)
                .first()
                .satisfies(missed -> assertThat(missed)
                        .containsEntry("budget", "1 ns")
                        .containsEntry("exitCode", ExitCode.INFEASIBLE));
        Launcher.Result none = search("--latency", "1ns", "--json");
        assertThat(none.code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(answers(none))
                .hasSize(1)
                .first()
                .satisfies(missed -> assertThat(missed).containsEntry("exitCode", ExitCode.INFEASIBLE));
    }

    @Test
    void the_same_seed_gives_the_same_file_which_export_takes() throws IOException {
        Path first = folder.resolve("new").resolve("first.json");
        Path second = folder.resolve("second.json");
        assertThat(search("--latency", "200us", "--seed", 5, "--output", first).code())
                .isZero();
        Launcher.Result again = search("--latency", "200us", "--seed", 5, "--output", second, "--json");
        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(ArchitectureFile.read(first, space))
                .hasToString((String) answers(again).get(0).get("architecture"));
        try (Stream<Path> files = Files.list(first.getParent())) {
            assertThat(files).containsExactly(first);
        }
    }

    @Test
    void several_limits_are_kept_at_once() {
        Launcher.Result result = search("--latency", "1s", "--max-macs", "120K", "--max-params", "15K", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        Cost cost = space.lower(
                        Architecture.parse((String) answers(result).get(0).get("architecture")))
                .cost();
        assertThat(cost.macs()).isLessThanOrEqualTo(120_000);
        assertThat(cost.parameters()).isLessThanOrEqualTo(15_000);
        Map<?, ?> least = answers(search("--latency", "1s", "--max-size", "80KB", "--max-memory", "8KiB", "--json"))
                .get(0);
        assertThat((List<?>) least.get("uses"))
                .extracting(use -> ((Map<?, ?>) use).get("resource").toString())
                .containsExactly("latency", "model-size", "memory");
        assertThat(space.lower(Architecture.parse((String) least.get("architecture")))
                        .cost()
                        .peakActivationBytes())
                .isLessThanOrEqualTo(8_192);
        assertThat(search("--latency", "1s", "--max-memory", "8KiB").out()).contains(" KB of activations");
        search("--latency", "1s", "--max-macs", "1").assertRefused(ExitCode.INFEASIBLE, "fewest", "--max-macs");
    }

    @Test
    void a_file_is_as_large_as_in_the_precision_that_the_profile_is_of() {
        Path eight = folder.resolve("eight.json");
        new SyntheticDevice(1).profile("paper", Precision.INT8, space, eight);
        assertThat(fileSize(eight)).isLessThan(0.7 * fileSize(profile));
    }

    /** Of what is found where anything may be taken. */
    private static double fileSize(Path profile) {
        Launcher.Result result = InProcess.run(
                "search",
                "--supernet",
                TINY.folder(),
                "--profile",
                profile,
                "--latency",
                "1s",
                "--max-size",
                "1MB",
                "--json");
        assertThat(result.code()).as(result.err()).isZero();
        List<?> uses = (List<?>) answers(result).get(0).get("uses");
        return (Double) ((Map<?, ?>) uses.get(1)).get("predicted");
    }

    @Test
    void seeds_tell_how_answers_spread_and_the_best_is_the_answer() {
        Launcher.Result text = search("--latency", "200us", "--seeds", 3, "--evaluations", 40);
        assertThat(text.out()).contains("seeds     3 of them: ", "median");
        Map<String, Object> answer = answers(search("--latency", "200us", "--seeds", 3, "--evaluations", 40, "--json"))
                .get(0);
        List<Double> accuracies = ((List<?>) answer.get("accuracies"))
                .stream().map(Double.class::cast).toList();
        assertThat(accuracies).hasSize(3);
        assertThat(accuracies.stream().mapToDouble(a -> a).max()).hasValue((Double) answer.get("predictedAccuracy"));
        Map<String, Object> second = answers(search("--latency", "200us", "--seed", 1, "--evaluations", 40, "--json"))
                .get(0);
        assertThat(accuracies.get(1)).isEqualTo(second.get("predictedAccuracy"));
    }

    @Test
    void effort_is_kept_to() {
        Map<String, Object> few = answers(search("--latency", "200us", "--evaluations", 25, "--json"))
                .get(0);
        assertThat((Integer) few.get("evaluations")).isBetween(1, MOST_SEARCHES * 26);
        Map<String, Object> one = answers(search("--latency", "200us", "--evaluations", 1, "--json"))
                .get(0);
        // the proof adds its own answer
        assertThat((Integer) one.get("evaluations")).isBetween(1, MOST_SEARCHES * 2);
        assertThat(search("--latency", "200us", "--seconds", "0.05").code()).isZero();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "--seeds, 0",
        "--seeds, -1",
        "--seeds, many",
        "--seconds, 0",
        "--seconds, -1",
        "--seconds, NaN",
        "--seconds, 1e99",
        "--seconds, 1e-12",
        "--seconds, soon",
        "--evaluations, 0",
        "--evaluations, -1",
        "--evaluations, NaN",
        "--evaluations, 1e99",
        "--seed, x",
        "--max-macs, NaN",
        "--max-params, -1",
        "--max-size, NaN",
        "--max-size, 5",
        "--max-memory, 0MB",
        "--max-memory, 2Mbit"
    })
    void a_number_that_is_none_is_refused(String option, String value) {
        Launcher.Result result = search("--latency", "200us", option + "=" + value);
        result.assertRefused(ExitCode.USAGE, value.equals("NaN") ? "NaN" : "");
        assertThat(result.err()).contains("Maybe");
    }

    @Test
    void options_that_exclude_each_other_or_lack_each_other_are_refused() {
        search("--latency", "1ms", "--seconds", 1, "--evaluations", 5).assertRefused(ExitCode.USAGE, "exclude");
        search("--latency", "1ms", "--space", "mbv3").assertRefused(ExitCode.USAGE, "exclude");
        search("--latency", "1ms", "--width", "1.0").assertRefused(ExitCode.USAGE, "--width", "--space");
        search("--latency", "1ms,2ms", "--output", folder.resolve("a.json"))
                .assertRefused(ExitCode.USAGE, "one budget");
        search().assertRefused(ExitCode.USAGE, "--latency");
        InProcess.run("search", "--supernet", TINY.folder(), "--latency", "1ms")
                .assertRefused(ExitCode.USAGE, "--device or --profile");
        InProcess.run("search", "--space", TINY.space(), "--profile", profile, "--latency", "1ms")
                .assertRefused(ExitCode.USAGE, "--predictor");
    }

    @Test
    void a_space_and_a_predictor_do_without_a_supernet() {
        Path predictor = TINY.folder().resolve(Supernet.PREDICTOR);
        Launcher.Result result = InProcess.run(
                "search",
                "--space",
                TINY.space(),
                "--predictor",
                predictor,
                "--profile",
                profile,
                "--latency",
                "200us",
                "--json");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(answers(result).get(0).get("architecture"))
                .isEqualTo(
                        answers(search("--latency", "200us", "--json")).get(0).get("architecture"));
    }

    @Test
    void what_is_of_another_space_or_device_is_refused() throws IOException {
        Path predictor = TINY.folder().resolve(Supernet.PREDICTOR);
        search("--latency", "1ms", "--device", "pixel").assertRefused(ExitCode.USAGE, "paper", "leave out --device");
        search("--latency", "1ms", "--predictor", profile).assertRefused(ExitCode.USAGE, "format must be");
        search("--latency", "1ms", "--predictor", folder.resolve("none.json"))
                .assertRefused(ExitCode.USAGE, "no such file");
        for (String other : List.of("mbv3", "resnet50")) {
            InProcess.run(
                            "search",
                            "--space",
                            other,
                            "--predictor",
                            predictor,
                            "--profile",
                            profile,
                            "--latency",
                            "1ms")
                    .assertRefused(ExitCode.USAGE, "tiny", other);
        }
        Path elsewhere = folder.resolve("elsewhere.json");
        TinySupernet.write(
                folder.resolve("space.json"), Files.readString(TINY.space()).replace("\"tiny\"", "\"other\""));
        SearchSpace other = JsonFile.read(folder.resolve("space.json"), SearchSpace.class);
        new SyntheticDevice(1).profile("paper", other, elsewhere);
        search("--latency", "1ms", "--profile", elsewhere).assertRefused(ExitCode.USAGE, "--profile");
        InProcess.run("search", "--supernet", TINY.folder(), "--profile", elsewhere, "--latency", "1ms")
                .assertRefused(ExitCode.USAGE, "other", "tiny", "specialize profile");
    }

    @Test
    void a_supernet_without_a_predictor_says_so_before_anything_is_measured() throws IOException {
        Path bare = TINY.copy(folder.resolve("bare"));
        Files.delete(bare.resolve(Supernet.PREDICTOR));
        InProcess.run("search", "--supernet", bare, "--profile", profile, "--latency", "1ms")
                .assertRefused(ExitCode.USAGE, "specialize import predictor FILE --supernet " + bare);
        InProcess.run("search", "--supernet", folder, "--profile", profile, "--latency", "1ms")
                .assertRefused(ExitCode.USAGE, "no such file");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "none", "/proc"})
    void a_space_that_is_none_is_refused(String name) {
        InProcess.run("search", "--space", name, "--predictor", profile, "--profile", profile, "--latency", "1ms")
                .assertRefused(ExitCode.USAGE, name);
    }

    @Test
    void an_output_that_cannot_be_written_is_refused_before_the_search() {
        search("--latency", "1ms", "--output", folder).assertRefused(ExitCode.USAGE, "is a folder");
        search("--latency", "1ms", "--output", "/proc/x/a.json")
                .assertRefused(ExitCode.USAGE, "Maybe choose another folder");
        search("--latency", "1ms", "--output", profile.resolve("a.json")).assertRefused(ExitCode.USAGE, "is a file");
    }
}
