package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.examples.ModelForDevice;
import dev.specialize.files.Sha256;
import dev.specialize.latency.UnstableMeasurementException;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the library do what the command line does, and the README shows them as they are. */
class LibraryExampleTest {
    private static final TinySupernet TINY = TinySupernet.trained();
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path EXAMPLE = Path.of("tests/src/test/java/dev/specialize/examples/ModelForDevice.java");
    private static final int MOST_LINES = 30;

    @TempDir
    private Path folder;

    @Test
    void the_library_makes_what_the_command_line_makes() {
        Path profile = folder.resolve("paper.json");
        new SyntheticDevice(1).profile("paper", TINY.searchSpace(), profile);
        Specialization made = ModelForDevice.fromProfile(TINY.folder(), profile, "200us");
        Path out = folder.resolve("library");
        made.write(out);
        Path other = folder.resolve("command");
        Launcher.Result command = InProcess.run(
                "--supernet", TINY.folder(), "--profile", profile, "--latency", "200us", "--output", other);
        assertThat(command.code()).as(command.err()).isZero();
        assertThat(out.resolve(Specialization.MODEL)).hasSameBinaryContentAs(other.resolve(Specialization.MODEL));
        assertThat(SpecializationManifest.read(out.resolve(Specialization.MANIFEST)))
                .isEqualTo(made.manifest());
        assertThat(InProcess.run(
                                "--supernet",
                                TINY.folder(),
                                "--profile",
                                profile,
                                "--latency",
                                "200us",
                                "--output",
                                out)
                        .out())
                .startsWith("up to date");
    }

    @Test
    @Tag("slow")
    void the_library_profiles_this_machine_and_measures_on_it() {
        try {
            Specialization made = ModelForDevice.forThisMachine(TINY.folder(), folder.resolve("local.json"), "100ms");
            assertThat(made.manifest().latency().measured()).isPresent();
            assertThat(made.manifest().inputs()).containsEntry("profile", Sha256.of(folder.resolve("local.json")));
        } catch (UnstableMeasurementException busy) {
            Assumptions.abort(busy.getMessage());
        }
    }

    @Test
    void the_java_of_the_readme_is_the_example_and_short() throws IOException {
        String example = flat(Files.readString(ROOT.resolve(EXAMPLE)));
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme.substring(readme.indexOf("\n## As a library\n")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            assertThat(example).contains(flat(block));
            assertThat(block.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    private static String flat(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
