package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.specialization.FrontFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
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
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** With {@code --json}, stdout is JSON and nothing else, whatever becomes of the command. */
class JsonOutputTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    /** They print a script, or only name the commands below them. */
    private static final Set<String> WITHOUT =
            Set.of("specialize completion", "specialize devices", "specialize import");

    @TempDir
    private static Path shared;

    private static Path profile;
    private static Path architecture;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writes_a_profile() {
        profile = shared.resolve("paper.json");
        architecture = shared.resolve("a.json");
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
        TinySupernet.write(architecture, "{\"ks\":[3,5,7,3],\"e\":[2,3,2,3],\"d\":[2,2],\"r\":16}");
    }

    @Test
    void every_command_that_has_a_result_takes_json() {
        Interruption untouched = new Interruption(new Console(new PrintWriter(Writer.nullWriter())));
        assertThat(everyCommand(Main.commandLine(untouched)).filter(spec -> !WITHOUT.contains(spec.qualifiedName())))
                .hasSizeGreaterThan(15)
                .allSatisfy(spec ->
                        assertThat(spec.optionsMap()).as(spec.qualifiedName()).containsKey("--json"));
    }

    private static Stream<CommandSpec> everyCommand(CommandLine line) {
        return Stream.concat(
                Stream.of(line.getCommandSpec()),
                line.getSubcommands().values().stream().flatMap(JsonOutputTest::everyCommand));
    }

    @Test
    void what_is_not_ascii_is_told_and_named_right_without_a_locale() throws IOException {
        Launcher launcher = new Launcher(folder).with("LC_ALL", "C");
        Launcher.Result result =
                launcher.run("--supernet", TINY.folder(), "--profile", profile, "--latency", "1us", "--json");
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(result.out()).contains("1 \u00b5s");
        assertThat(result.err()).contains("1 \u00b5s");
        launcher.run("--profile", "d\u00e9j\u00e0.json", "--latency", "1us")
                .assertRefused(ExitCode.USAGE, "d\u00e9j\u00e0.json");
    }

    @Test
    void an_export_is_told_with_its_hash() {
        Path model = folder.resolve("m.onnx");
        Map<?, ?> exported = object(
                ExitCode.DONE,
                InProcess.run(
                        "export",
                        "--supernet",
                        TINY.folder(),
                        "--architecture",
                        architecture,
                        "--output",
                        model,
                        "--json"));
        assertThat(exported.get("sha256")).isEqualTo(Sha256.of(model));
        assertThat(((Number) exported.get("modelBytes")).longValue())
                .isEqualTo(model.toFile().length());
        assertThat(exported.get("validationImages")).isEqualTo(90);
    }

    @Test
    void a_front_is_printed_as_it_is_kept() {
        Path front = folder.resolve("front.json");
        Launcher.Result result = InProcess.run(
                "front",
                "--supernet",
                TINY.folder(),
                "--profile",
                profile,
                "--budgets",
                5,
                "--evaluations",
                50,
                "--output",
                front,
                "--json");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(front).hasContent(result.out());
        assertThat(FrontFile.read(front).points()).isNotEmpty();
        Launcher.Result asked = InProcess.run("search", "--front", front, "--latency", "1ns,200us", "--json");
        assertThat(asked.code()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(array(asked)).extracting("budget").containsExactly("1 ns", "200 µs");
        assertThat(array(asked).get(0)).asString().contains("No point of the front");
    }

    @Test
    void a_list_of_devices_with_a_damaged_profile_is_json() throws IOException {
        Launcher launcher = new Launcher(folder);
        Path devices = launcher.data().resolve("devices").resolve("tiny-12345678");
        Files.createDirectories(devices);
        Files.copy(profile, devices.resolve("paper.json"));
        TinySupernet.write(devices.resolve("spoilt.json"), "{");
        Launcher.Result added = launcher.run("devices", "add", "phone", "adb:0123", "--unseen", "--json");
        assertThat(object(ExitCode.DONE, added).get("name")).isEqualTo("phone");
        Launcher.Result result = launcher.run("devices", "list", "--json");
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        List<?> listed = array(result);
        assertThat(listed.stream().map(entry -> String.valueOf(((Map<?, ?>) entry).get("name"))))
                .containsExactlyInAnyOrder("paper", "null", "phone", "pixel", "note10");
        assertThat(listed.stream().filter(entry -> ((Map<?, ?>) entry).containsKey("exitCode")))
                .hasSize(1);
    }

    @Test
    void a_profile_is_printed_as_it_is_kept() {
        DeviceProfile shown = JsonFile.parse(
                InProcess.run("devices", "show", "pixel", "--supernet", TINY.folder(), "--json")
                        .out(),
                Path.of("stdout"),
                DeviceProfile.class);
        assertThat(shown.name()).isEqualTo("pixel");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--latency 1ms --device nothing",
                "--latency 1 --device pixel",
                "--device pixel",
                "search --latency 1ms",
                "search --latency 1ms --device nothing",
                "predict none.json --device pixel",
                "reproduce none.json",
                "export --architecture none.json --output /proc/x",
                "export --nonsense",
                "fit none.csv --space mbv3 --output p.json",
                "import table none.yaml --name x",
                "devices show nothing"
            })
    void a_problem_is_json_too(String command) {
        Launcher.Result result = InProcess.run((Object[]) (command + " --json").split(" ", -1));
        Map<?, ?> problem = object(ExitCode.USAGE, result);
        assertThat(problem.get("exitCode")).isEqualTo(ExitCode.USAGE);
        assertThat(result.complaints()).containsExactly("specialize: " + problem.get("problem"));
        assertThat(InProcess.run((Object[]) command.split(" ", -1)).out()).isEmpty();
    }

    @Test
    void of_a_budget_that_cannot_be_met_json_says_so() {
        Map<?, ?> missed = object(
                ExitCode.INFEASIBLE,
                InProcess.run(
                        "--supernet",
                        TINY.folder(),
                        "--profile",
                        profile,
                        "--latency",
                        "1ns",
                        "--output",
                        folder.resolve("out"),
                        "--json"));
        assertThat(missed.get("budget")).isEqualTo("1 ns");
        assertThat(missed.get("problem")).asString().contains("No subnet of tiny");
    }

    private static Map<?, ?> object(int code, Launcher.Result result) {
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        return (Map<?, ?>) JsonFile.parse(result.out(), Path.of("stdout"), Object.class);
    }

    private static List<?> array(Launcher.Result result) {
        return (List<?>) JsonFile.parse(result.out(), Path.of("stdout"), Object.class);
    }
}
