package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.specialize.files.JsonFile;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The example of a CI job: its script is run as the job runs it. */
class CiExampleTest {
    private static final TinySupernet TINY = TinySupernet.trained();
    private static final Path EXAMPLE = Path.of("").toAbsolutePath().getParent().resolve("specialize/examples/ci");

    @TempDir
    private Path folder;

    private Launcher launcher;
    private Path list;
    private Path models;
    private Path outputs;

    @BeforeEach
    void describes_a_product() {
        launcher = new Launcher(folder);
        list = folder.resolve("models.txt");
        models = folder.resolve("models");
        outputs = folder.resolve("outputs.txt");
        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
    }

    @Test
    void the_job_makes_models_once_and_fails_on_a_missed_budget() throws IOException {
        products("first", "200us");
        Launcher.Result first = job();
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out().lines()).containsExactly("first: done");
        assertThat(models.resolve("first")).isDirectoryContaining("glob:**model.onnx");
        assertThat(SpecializationManifest.read(models.resolve("first.json")))
                .isEqualTo(SpecializationManifest.read(models.resolve("first").resolve(Specialization.MANIFEST)));

        Launcher.Result second = job();
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).as("nothing is searched for").isEmpty();

        products("first", "1ns");
        Launcher.Result third = job();
        assertThat(third.code()).as(third.err()).isEqualTo(ExitCode.INFEASIBLE);
        assertThat(third.out().lines()).containsExactly("first: no subnet keeps the budget");
        assertThat(third.complaints()).hasSize(1).first().asString().contains("No subnet", "1 ns");
        assertThat(third.err()).doesNotContain("\u001b");
        assertThat(models.resolve("first").resolve("model.onnx")).doesNotExist();
        assertThat(JsonFile.read(models.resolve("first.json"), MissedBudget.class)
                        .exitCode())
                .isEqualTo(ExitCode.INFEASIBLE);
        assertThat(outputs).hasContent("changed=true\nchanged=false\nchanged=true\n");
    }

    @Test
    void an_interruption_ends_all_lines() throws IOException {
        products("first", "200us");
        Files.writeString(list, Files.readString(list) + "second  --latency 1ms\n");
        Path program = Files.writeString(folder.resolve("interrupted"), "#!/bin/sh\necho \"$@\" >&2\nexit 130\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Launcher.Result result =
                launcher.with("SPECIALIZE", program).runScript(EXAMPLE.resolve("models.sh"), list, models);
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(result.err().lines()).hasSize(1).first().asString().contains("200us");
    }

    private void products(String name, String budget) throws IOException {
        Files.writeString(
                list,
                "# name options\n\n" + name + "  --supernet " + TINY.folder() + " --profile "
                        + folder.resolve("paper.json") + " --latency " + budget + "\n");
    }

    private Launcher.Result job() {
        return launcher.with("SPECIALIZE", Launcher.PROGRAM)
                .with("GITHUB_OUTPUT", outputs)
                .with("CI", "true")
                .runScript(EXAMPLE.resolve("models.sh"), list, models);
    }

    @Test
    void the_commands_of_the_example_are_understood() throws IOException {
        Stream<String> listed = Files.readAllLines(EXAMPLE.resolve("models.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("\\S+\\s+", ""));
        Stream<String> scripted = Pattern.compile("\"\\$program\" (train .*)")
                .matcher(Files.readString(EXAMPLE.resolve("supernet.sh")))
                .results()
                .map((MatchResult match) -> match.group(1));
        List<String> commands = Stream.concat(listed, scripted).toList();
        assertThat(commands).hasSize(3);
        Interruption untouched = new Interruption(new Console(new PrintWriter(Writer.nullWriter())));
        for (String command : commands) {
            assertThatCode(() -> Main.commandLine(untouched).parseArgs(command.split("\\s+", -1)))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void the_workflow_is_yaml_and_runs_scripts_that_exist() throws IOException {
        Map<?, ?> workflow = new YAMLMapper().readValue(Files.readString(EXAMPLE.resolve("models.yml")), Map.class);
        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get("models");
        List<?> steps = (List<?>) job.get("steps");
        List<String> scripts = steps.stream()
                .map(step -> String.valueOf(((Map<?, ?>) step).get("run")))
                .filter(run -> run.startsWith("./"))
                .map(run -> run.split(" ", -1)[0])
                .toList();
        assertThat(scripts).containsExactly("./supernet.sh", "./models.sh");
        assertThat(scripts).allMatch(script -> Files.isExecutable(EXAMPLE.resolve(script)));
        List<String> ids = steps.stream()
                .map(step -> String.valueOf(((Map<?, ?>) step).get("id")))
                .toList();
        assertThat(Pattern.compile("steps\\.([a-z-]+)\\.")
                        .matcher(Files.readString(EXAMPLE.resolve("models.yml")))
                        .results()
                        .map((MatchResult match) -> match.group(1)))
                .isSubsetOf(ids);
    }
}
