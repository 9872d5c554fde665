package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the program tells of itself. */
class HelpTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--help",
                "train --help",
                "profile --help",
                "export --help",
                "devices --help",
                "devices list --help",
                "devices show --help",
                "devices model --help",
                "reproduce --help",
                "search --help",
                "front --help",
                "fit --help",
                "fleet --help",
                "import --help",
                "import supernet --help",
                "import predictor --help",
                "import table --help",
                "import latencies --help",
                "completion --help"
            })
    void every_command_helps_with_an_example(String command) {
        Launcher.Result help = InProcess.run((Object[]) command.split(" "));
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).containsPattern("Examples?:");
        assertThat(help.out().substring(help.out().indexOf("Example"))).contains("specialize ");
    }

    @Test
    void the_help_lists_the_built_in_spaces() {
        String help = InProcess.run("train", "--help").out();
        assertThat(BuiltInSpaces.all().map(SearchSpace::name))
                .allSatisfy(name -> assertThat(help).contains(name));
    }

    @Test
    void every_option_is_explained() {
        everyCommand(Main.commandLine(new Interruption(new Console(new PrintWriter(new StringWriter())))))
                .forEach(spec -> spec.options()
                        .forEach(option -> assertThat(String.join(" ", option.description()))
                                .as(spec.qualifiedName() + " " + option.longestName())
                                .isNotBlank()
                                .endsWith(".")));
    }

    private static Stream<CommandSpec> everyCommand(CommandLine line) {
        return Stream.concat(
                Stream.of(line.getCommandSpec()),
                line.getSubcommands().values().stream().flatMap(HelpTest::everyCommand));
    }

    @Test
    void the_help_lists_the_exit_codes() {
        assertThat(InProcess.run("--help").out()).contains("Exit codes:").containsPattern("130 +interrupted");
    }

    @Test
    void bash_takes_the_completion_and_the_launcher_knows_its_version(@TempDir Path folder)
            throws IOException, InterruptedException {
        Launcher launcher = new Launcher(folder);
        Path script = folder.resolve("completion.bash");
        Files.writeString(script, launcher.run("completion").out());
        assertThat(new ProcessBuilder("bash", "-n", script.toString()).start().waitFor())
                .isZero();
        assertThat(script).content().contains("search", "front", "fit", "--max-macs", "--interpolate", "--additive");
        assertThat(launcher.run("--version").out()).matches("specialize \\d+\\.\\d+\\.\\d+\\R");
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "",
                "--latency 1ms",
                "--device local",
                "prfile",
                "devices",
                "import",
                "--seed x",
                "export --nonsense"
            })
    void what_makes_no_sense_gets_one_complaint_and_a_way_out(String command) {
        Object[] arguments = command.isEmpty() ? new Object[0] : command.split(" ");
        Launcher.Result result = InProcess.run(arguments);
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.complaints()).hasSize(1);
        assertThat(result.err()).containsAnyOf("Maybe", "Did you mean");
        assertThat(result.out()).isEmpty();
    }
}
