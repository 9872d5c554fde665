package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.JsonFile;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.transport.SshServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a board that a real ssh server stands for: named, profiled, checked, shipped to, and then away. */
@Tag("timing")
final class BoardTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private Path folder;

    @Test
    void a_board_is_profiled_checked_and_shipped_to_and_answers_from_its_profile_when_it_is_away() throws Exception {
        Path cache = Files.createDirectories(folder.resolve("cache"));
        Launcher launcher = new Launcher(folder.resolve("user"));
        try (SshServer server = SshServer.start(Files.createDirectories(folder.resolve("server")), cache)) {
            launcher.with("SPECIALIZE_SSH_CONFIG", server.settings());
            Launcher.Result added = launcher.run("devices", "add", "bench", "ssh://board");
            assertThat(added.code()).as(added.err()).isZero();
            assertThat(added.out()).contains("runtime   onnxruntime", "native ", "profile --device bench");
            assertThat(launcher.run("devices", "list").out()).contains("ssh://board, 1 thread");

            Launcher.Result profiled = launcher.run(
                    "profile",
                    "--device",
                    "bench",
                    "--quick",
                    "--minutes",
                    "0.5",
                    "--supernet",
                    TINY.folder(),
                    "--json");
            profiled.assumeCalm();
            assertThat(profiled.code()).as(profiled.err()).isZero();
            DeviceProfile profile = JsonFile.parse(profiled.out(), Path.of("stdout"), DeviceProfile.class);
            assertThat(profile.name()).isEqualTo("bench");
            assertThat(profile.measurement().orElseThrow().runtime().runner()).startsWith("native ");

            SpecializationManifest manifest = specialized(launcher, "here");
            assertThat(manifest.latency().measured()).isPresent();
            assertThat(manifest.latency().measured().orElseThrow().logits().passes())
                    .isTrue();
            assertThat(manifest.latency().measured().orElseThrow().boundNanos())
                    .isLessThan((double) manifest.budgets().latencyNanos());

            Launcher.Result checked = launcher.run("devices", "check", "bench", "--supernet", TINY.folder());
            checked.assumeCalm();
            assertThat(checked.out()).contains("networks  12", "drift", "verdict");
        }
        assertThat(specialized(launcher, "away").latency().measured()).isEmpty();
        try (Stream<Path> files = Files.list(launcher.home())) {
            assertThat(files).as("nothing is written unasked").isEmpty();
        }
    }

    private SpecializationManifest specialized(Launcher launcher, String where) {
        Path out = folder.resolve(where);
        Launcher.Result result =
                launcher.run("--supernet", TINY.folder(), "--device", "bench", "--latency", "1s", "--output", out);
        result.assumeCalm();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).containsPattern(where.equals("away") ? "not measured" : "measured in \\d processes");
        return JsonFile.read(out.resolve("manifest.json"), SpecializationManifest.class);
    }
}
