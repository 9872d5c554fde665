package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README tells people to type, the program understands. */
final class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private static final Pattern ARGUMENT = Pattern.compile("\"[^\"]*\"|\\S+");

    private static final Interruption UNTOUCHED = new Interruption(new Console(new PrintWriter(Writer.nullWriter())));

    static List<String> commands() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        return BLOCK.matcher(readme)
                .results()
                .map(MatchResult::group)
                .flatMap(String::lines)
                .flatMap(line -> Arrays.stream(line.split("&&", -1)))
                .map(line -> line.replaceAll("#.*", "").strip())
                .map(line -> line.replaceFirst("^specialize/target/specialize/bin/specialize\\b", "specialize"))
                .filter(line -> line.startsWith("specialize "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_of_the_readme_is_understood(String command) {
        String[] arguments = ARGUMENT.matcher(command)
                .results()
                .map(match -> match.group().replace("\"", ""))
                .skip(1)
                .toArray(String[]::new);
        assertThatCode(() -> Main.commandLine(UNTOUCHED).parseArgs(arguments)).doesNotThrowAnyException();
    }

    @Test
    void ci_runs_the_test_command_of_the_readme() throws IOException {
        String command = "mvn -B -ntp verify";
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```sh\n" + command + "\n```");
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).endsWith("exec " + command + "\n");
    }

    @Test
    void the_pictures_of_the_readme_exist() throws IOException {
        Pattern picture = Pattern.compile("!\\[[^]]*]\\(([^)]+)\\)");
        List<String> pictures = picture.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(pictures).isNotEmpty().allMatch(file -> Files.isRegularFile(ROOT.resolve(file)));
    }
}
