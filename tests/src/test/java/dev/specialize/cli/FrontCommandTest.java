package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.Precision;
import dev.specialize.files.JsonFile;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.ArchitectureFile;
import dev.specialize.specialization.FrontFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A front is made once and then asked. */
class FrontCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private static Path shared;

    private static SearchSpace space;
    private static Path profile;
    private static Path front;
    private static Launcher.Result made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makes_a_front() {
        profile = shared.resolve("paper.json");
        space = TINY.searchSpace();
        new SyntheticDevice(1).profile("paper", space, profile);
        front = shared.resolve("front.json");
        made = front("--budgets", 8, "--evaluations", 300, "--output", front);
    }

    private static Launcher.Result front(Object... more) {
        return InProcess.run(
                Stream.concat(Stream.of("front", "--supernet", TINY.folder(), "--profile", profile), Stream.of(more))
                        .toArray());
    }

    private static Launcher.Result asked(Path file, Object... more) {
        return InProcess.run(Stream.concat(Stream.of("search", "--front", file), Stream.of(more))
                .toArray());
    }

    private static Map<?, ?> answer(Object... limits) {
        Launcher.Result result = asked(
                front, Stream.concat(Stream.of(limits), Stream.of("--json")).toArray());
        assertThat(result.code()).as(result.err()).isZero();
        List<?> answers = JsonFile.parse(result.out(), Path.of("stdout"), List.class);
        assertThat(answers).hasSize(1);
        return (Map<?, ?>) answers.get(0);
    }

    @Test
    void it_prints_budgets_and_what_they_buy() {
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains(" ms  ", " %  ", front + ": ", " points from ");
        assertThat(FrontFile.read(front).points()).isNotEmpty();
    }

    @Test
    void the_same_seed_gives_the_same_bytes() {
        Path again = folder.resolve("deep").resolve("again.json");
        assertThat(front("--budgets", 8, "--evaluations", 300, "--output", again)
                        .code())
                .isZero();
        assertThat(again).hasSameBinaryContentAs(front);
    }

    @Test
    void answers_keep_every_limit_and_agree_with_a_search() {
        Map<?, ?> free = answer("--latency", "200us");
        assertThat(free.keySet())
                .isEqualTo(Set.of(
                        "budget",
                        "device",
                        "architecture",
                        "predictedAccuracy",
                        "predictedNanos",
                        "macs",
                        "parameters",
                        "modelBytes",
                        "activationBytes"));
        double margin = FrontFile.read(front).relativeMargin();
        assertThat((Double) free.get("predictedNanos") * (1 + margin)).isLessThanOrEqualTo(200_000);
        Map<?, ?> small = answer("--latency", "200us", "--max-macs", "150K", "--max-params", "20K");
        assertThat((Double) small.get("macs")).isLessThanOrEqualTo(150_000);
        assertThat((Double) small.get("parameters")).isLessThanOrEqualTo(20_000);
        assertThat((Double) small.get("predictedAccuracy")).isLessThanOrEqualTo((Double) free.get("predictedAccuracy"));
        Map<?, ?> slim = answer("--latency", "200us", "--max-size", "80KB", "--max-memory", "8KiB");
        assertThat((Double) slim.get("modelBytes")).isLessThanOrEqualTo(80_000);
        assertThat((Double) slim.get("activationBytes")).isLessThanOrEqualTo(8_192);
        Launcher.Result searched = InProcess.run(
                "search", "--supernet", TINY.folder(), "--profile", profile, "--latency", "200us", "--json");
        Map<?, ?> best = (Map<?, ?>)
                JsonFile.parse(searched.out(), Path.of("stdout"), List.class).get(0);
        assertThat((Double) free.get("predictedAccuracy"))
                .isBetween((Double) best.get("predictedAccuracy") - 0.02, (Double) best.get("predictedAccuracy"));
    }

    @Test
    void the_answer_can_be_exported() throws IOException {
        Path file = folder.resolve("a.json");
        Launcher.Result result = asked(front, "--latency", "200us", "--output", file);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains(ArchitectureFile.read(file, space).toString());
    }

    @Test
    void a_budget_below_the_front_does_not_spoil_the_others() {
        Launcher.Result result = asked(front, "--latency", "1ns,200us", "--device", "paper");
        assertThat(result.code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(result.complaints())
                .hasSize(1)
                .first()
                .asString()
                .contains("1 ns", "fastest: ", "leave out --front");
        assertThat(result.out()).contains("200 µs on paper");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--seeds=2",
                "--seed=1",
                "--seconds=NaN",
                "--evaluations=5",
                "--space=mbv3",
                "--width=1.2",
                "--supernet=x",
                "--predictor=x",
                "--profile=x",
                "--quantile=p95",
                "--confidence=0.99",
                "--rank=angle"
            })
    void what_only_a_search_heeds_is_refused(String option) {
        asked(front, "--latency", "1ms", option)
                .assertRefused(ExitCode.USAGE, option.substring(0, option.indexOf('=')), "--front");
    }

    @Test
    void a_front_of_another_device_is_refused() {
        asked(front, "--latency", "1ms", "--device", "pixel").assertRefused(ExitCode.USAGE, "paper", "pixel", "Maybe");
    }

    @Test
    void a_front_in_another_precision_is_that_of_its_profiles_name() {
        Path eightBits = folder.resolve("paper@int8.json");
        new SyntheticDevice(0.5).profile("paper", Precision.INT8, space, eightBits);
        Path file = folder.resolve("eight.json");
        InProcess.run("front", "--supernet", TINY.folder(), "--profile", eightBits, "--budgets", 4, "--output", file);

        asked(file, "--latency", "1ms", "--device", "paper").assertRefused(ExitCode.USAGE, "is of 'paper@int8'");
        Launcher.Result same = asked(file, "--latency", "1ms", "--device", "paper@int8");
        assertThat(same.code()).as(same.err()).isZero();
        InProcess.run(
                        "search",
                        "--supernet",
                        TINY.folder(),
                        "--profile",
                        eightBits,
                        "--device",
                        "paper",
                        "--latency",
                        "1ms")
                .assertRefused(ExitCode.USAGE, "is of 'paper@int8', not of 'paper'");
    }

    @Test
    void a_damaged_front_is_refused() throws IOException {
        String good = Files.readString(front);
        Path bad = folder.resolve("bad.json");
        asked(bad, "--latency", "1ms").assertRefused(ExitCode.USAGE, "bad.json", "no such file");
        asked(profile, "--latency", "1ms").assertRefused(ExitCode.USAGE, "paper.json");
        asked(folder, "--latency", "1ms").assertRefused(ExitCode.USAGE, "directory");
        TinySupernet.write(bad, good.substring(0, good.length() / 2));
        asked(bad, "--latency", "1ms").assertRefused(ExitCode.USAGE, "ends too early");
        TinySupernet.write(bad, good.replace("pareto-front/2", "pareto-front/3"));
        asked(bad, "--latency", "1ms").assertRefused(ExitCode.USAGE, "pareto-front/2", "pareto-front/3");
        TinySupernet.write(bad, good.replaceFirst("\"seed\"", "\"seeed\""));
        asked(bad, "--latency", "1ms").assertRefused(ExitCode.USAGE, "seed");
        TinySupernet.write(bad, good.replaceFirst("r(16|20) k", "r16 x"));
        asked(bad, "--latency", "1ms").assertRefused(ExitCode.USAGE, "bad.json", "block");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "predictedAccuracy, '\"NaN\"'",
        "predictedAccuracy, 7.5",
        "predictedAccuracy, -0.1",
        "latencyNanos, -5.0",
        "latencyNanos, '\"NaN\"'",
        "latencyNanos, 1e999",
        "macs, -1",
        "relativeMargin, -0.5"
    })
    void a_front_of_impossible_numbers_is_refused(String field, String value) throws IOException {
        Path bad = folder.resolve("bad.json");
        TinySupernet.write(
                bad,
                Files.readString(front).replaceFirst("\"" + field + "\" : [^,\n]+", "\"" + field + "\" : " + value));
        asked(bad, "--latency", "1ms").assertRefused(ExitCode.USAGE, "bad.json");
    }

    @Test
    void a_range_can_be_chosen() {
        Path file = folder.resolve("f.json");
        Launcher.Result result =
                front("--from", "190us", "--to", "200us", "--budgets", 2, "--evaluations", 100, "--output", file);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(FrontFile.read(file).points())
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.latencyNanos()).isLessThanOrEqualTo(200_000));
    }

    @Test
    void ranges_that_are_none_are_refused() {
        Path file = folder.resolve("f.json");
        front("--from", "30ms", "--to", "20ms", "--output", file)
                .assertRefused(ExitCode.USAGE, "--from", "30 ms", "20 ms");
        front("--from", "20ms", "--to", "20ms", "--output", file).assertRefused(ExitCode.USAGE, "--from");
        front("--to", "1ns", "--output", file).assertRefused(ExitCode.USAGE, "--from", "1 ns", "give both");
        front("--from", "abc", "--output", file).assertRefused(ExitCode.USAGE, "abc");
        front("--budgets", 1, "--output", file).assertRefused(ExitCode.USAGE, "--budgets");
        front("--evaluations", 0, "--output", file).assertRefused(ExitCode.USAGE, "--evaluations");
        front("--from", "1ns", "--to", "2ns", "--output", file)
                .assertRefused(ExitCode.INFEASIBLE, "fits 2 ns", "fastest");
        front().assertRefused(ExitCode.USAGE, "--output");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest(name = "{0} evaluations")
    @ValueSource(ints = {1, 3, Integer.MAX_VALUE})
    void any_number_of_evaluations_gives_a_front(int evaluations) {
        Path file = folder.resolve("f.json");
        Launcher.Result result = front("--budgets", 3, "--evaluations", evaluations, "--output", file);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(FrontFile.read(file).points()).isNotEmpty();
    }

    @Test
    void an_output_that_cannot_be_written_is_refused_before_the_search() {
        front("--output", folder).assertRefused(ExitCode.USAGE, "is a folder");
        front("--output", "/proc/x/f.json").assertRefused(ExitCode.USAGE, "Maybe choose another folder");
    }
}
