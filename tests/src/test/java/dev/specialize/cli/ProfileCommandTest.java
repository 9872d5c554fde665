package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of this machine: made, interrupted, taken up again, asked for and not believed. */
@Tag("timing")
class ProfileCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private Path folder;

    @Test
    void a_killed_profile_is_taken_up_again_by_the_main_job_and_a_second_one_at_a_time_is_told() throws IOException {
        Launcher launcher = new Launcher(folder);
        Launcher.Running first = launcher.start("profile", "--quick", "--supernet", TINY.folder())
                .awaitErr(e -> e.contains("measurements"));
        Launcher.Result second = launcher.run("profile", "--quick", "--supernet", TINY.folder());
        assertRefused(ExitCode.DEVICE, second, "profil");
        assertThat(first.signalled("KILL").code()).isNotZero();
        Path local = devices(launcher).resolve("local.json");
        assertThat(local).doesNotExist();

        Launcher.Result result = launcher.run(
                "--supernet", TINY.folder(), "--device", "local", "--latency", "1s", "--output", folder.resolve("out"));
        result.assumeCalm();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("no profile for tiny yet");
        assertThat(result.out()).contains("measured");
        try (Stream<Path> files = Files.list(local.getParent())) {
            assertThat(files.filter(f -> f.toString().endsWith(".json"))).containsExactly(local);
        }
        try (Stream<Path> files = Files.walk(launcher.home())) {
            assertThat(files).containsExactly(launcher.home());
        }

        Launcher.Result list = launcher.run("devices", "list");
        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("local", "tiny-");
        assertThat(launcher.run("devices", "show", "local", "--supernet", TINY.folder())
                        .out())
                .contains("held out", "95 % interval");
        assertRefused(
                ExitCode.USAGE,
                launcher.run("--supernet", TINY.folder(), "--device", "locale", "--latency", "1s"),
                "known: local",
                "Maybe you meant 'local'");
    }

    @Test
    void a_device_that_is_slower_than_its_profile_says_fails_the_verification() {
        Launcher launcher = new Launcher(folder);
        profile(launcher, 0.001);
        Launcher.Result result = launcher.run(
                "--supernet", TINY.folder(), "--device", "local", "--latency", "1us", "--output", folder.resolve("o"));
        result.assumeCalm();
        assertRefused(ExitCode.VERIFICATION, result, "none of", "Maybe");
        assertThat(folder.resolve("o")).doesNotExist();
    }

    @Test
    void a_profile_of_another_machine_is_not_believed() throws IOException {
        Launcher launcher = new Launcher(folder);
        Path file = profile(launcher, 1);
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"model\" : \"[^\"]*\"", "\"model\" : \"Another\""));
        assertRefused(
                ExitCode.USAGE,
                launcher.run("--supernet", TINY.folder(), "--device", "local", "--latency", "1s"),
                "Another",
                "specialize profile");
        Files.writeString(file.resolveSibling("torn.json"), text.substring(0, 500));
        Launcher.Result list = launcher.run("devices", "list");
        assertThat(list.code()).isEqualTo(ExitCode.USAGE);
        assertThat(list.out()).contains("local");
        assertThat(list.complaints()).singleElement().asString().contains("torn.json");
    }

    private static Path profile(Launcher launcher, double nanosPerByte) {
        SearchSpace space = space();
        Path file = devices(launcher).resolve("local.json");
        new SyntheticDevice(nanosPerByte).profile("local", space, file);
        return file;
    }

    private static SearchSpace space() {
        return JsonFile.read(TINY.folder().resolve("space.json"), SearchSpace.class);
    }

    private static Path devices(Launcher launcher) {
        SearchSpace space = space();
        String hash = Sha256.of(JsonFile.text(space)).substring(0, 8);
        return launcher.data().resolve("devices").resolve(space.name() + "-" + hash);
    }

    private static void assertRefused(int code, Launcher.Result result, String... parts) {
        result.assertRefused(code, parts);
    }
}
