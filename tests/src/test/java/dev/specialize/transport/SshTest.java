package dev.specialize.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.LocalRunner;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SshTest {
    private static final Sampling QUICK = new Sampling(Duration.ofMillis(1), 5, Duration.ofNanos(200_000));
    private static final RunnerOptions ONE_THREAD = RunnerOptions.threads(1);

    @TempDir
    private static Path folder;

    @TempDir
    private static Path cache;

    private static SshServer server;

    @BeforeAll
    static void startServer() throws Exception {
        assumeTrue(
                Platform.here().filter(Payload::exists).isPresent(),
                "this build has no native runner for this machine: no C compiler was there");
        server = SshServer.start(folder, cache);
        SshServer.key(folder, "other");
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_board_runs_and_times_models() throws IOException {
        try (ModelRunner board = open();
                TimedModel model = board.load(SmallModel.onnx(8));
                ModelRunner inProcess = LocalRunner.withThreads(1);
                TimedModel expected = inProcess.load(SmallModel.onnx(8))) {
            float[] input = SmallModel.input(8);

            assertThat(board.identity()).isEqualTo(DeviceIdentity.local());
            assertThat(model.time(QUICK).nanos()).hasSize(5);
            assertThat(model.run(input)).containsExactly(expected.run(input), within(1e-6f));
        }
    }

    @Test
    void what_is_on_the_board_is_not_copied_again() throws IOException {
        open().close();
        Path runner = onBoard(Payload.RUNNER);
        Object before = Files.getAttribute(runner, "unix:ino");
        open().close();

        assertThat(Files.getAttribute(runner, "unix:ino")).isEqualTo(before);
    }

    @Test
    void a_connection_that_was_cut_can_be_renewed() throws IOException {
        try (ModelRunner board = open()) {
            TimedModel model = board.load(SmallModel.onnx(8));
            server.cutConnections();

            assertThatThrownBy(() -> model.time(QUICK))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageStartingWith("The connection to ssh://board was lost");
            model.close();
            board.renew();
            try (TimedModel again = board.load(SmallModel.onnx(8))) {
                assertThat(again.time(QUICK).nanos()).hasSize(5);
            }
        }
    }

    @Test
    void a_connection_cut_while_a_model_is_timed_leaves_the_board_free() throws Exception {
        Sampling endless = new Sampling(Duration.ofSeconds(60), 1, Duration.ofMillis(1));
        try (ModelRunner board = open();
                TimedModel model = board.load(SmallModel.onnx(64))) {
            Thread cutter = new Thread(() -> {
                pause(500);
                server.cutConnections();
            });
            cutter.start();
            assertThatThrownBy(() -> model.time(endless)).isInstanceOf(ConnectionLostException.class);
            cutter.join();

            board.renew();
            assertThat(board.state()).isNotNull();
        }
    }

    @Test
    void a_second_profile_of_the_board_is_told() throws IOException {
        try (ModelRunner first = open()) {
            assertThatThrownBy(SshTest::open)
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("ssh://board is in use by another profile (process ");
            assertThat(first.state()).isNotNull();
        }
    }

    @Test
    void a_host_that_is_not_known_is_not_trusted() throws IOException {
        Files.writeString(folder.resolve("nobody"), "");

        assertThatThrownBy(() -> server.devices("nobody", "user").open(SshServer.ADDRESS, ONE_THREAD))
                .isExactlyInstanceOf(DeviceException.class)
                .hasMessage("The key of ssh://board is not known. Maybe log in once, and compare the fingerprint, with:"
                        + " ssh board");
    }

    @Test
    void a_host_with_another_key_than_before_is_not_trusted() throws IOException {
        Files.writeString(folder.resolve("changed"), server.knownAs("other"));

        assertThatThrownBy(() -> server.devices("changed", "user").open(SshServer.ADDRESS, ONE_THREAD))
                .isExactlyInstanceOf(DeviceException.class)
                .hasMessageStartingWith("The key of ssh://board is not the one that is known of it")
                .hasMessageContaining("ssh-keygen -R board");
    }

    @Test
    void a_key_that_the_board_does_not_take_is_told() {
        assertThatThrownBy(() -> server.devices("known", "other").open(SshServer.ADDRESS, ONE_THREAD))
                .isExactlyInstanceOf(DeviceException.class)
                .hasMessage(
                        "ssh://board refuses the keys that ssh offers. Maybe put yours there with: ssh-copy-id board");
    }

    @Test
    void a_board_without_a_server_may_have_one_later() throws IOException {
        Devices devices = Devices.with(server.environment("known", "user", SshServer.freePort()));

        assertThatThrownBy(() -> devices.open(SshServer.ADDRESS, ONE_THREAD))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessage("ssh://board refuses connections. Maybe its ssh server does not run, or has another port.");
    }

    @Test
    void settings_that_are_not_there_are_told() throws IOException {
        Map<String, String> environment = new HashMap<>(server.environment("known", "user", 1));
        Path empty = Files.createTempDirectory(folder, "empty");
        environment.put("SPECIALIZE_SSH_CONFIG", empty.resolve("none").toString());

        assertThatThrownBy(() -> Devices.with(environment).open(SshServer.ADDRESS, ONE_THREAD))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("Can't open user config file");
    }

    @Test
    void a_full_disk_is_told() throws Exception {
        onSmallDisk("size=8m", devices -> {
            assertThatThrownBy(() -> devices.open(SshServer.ADDRESS, ONE_THREAD))
                    .isExactlyInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("Cannot write ")
                    .hasMessageEndingWith(
                            "No space left on device. Maybe free some space on it: some 30 MB are needed.");
        });
    }

    @Test
    void a_disk_that_nothing_may_be_executed_on_is_told() throws Exception {
        onSmallDisk("size=64m,noexec", devices -> {
            assertThatThrownBy(() -> devices.open(SshServer.ADDRESS, ONE_THREAD))
                    .isExactlyInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("The runner on ssh://board may not be executed")
                    .hasMessageContaining("noexec");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ssh: connect to host board port 22: Connection timed out     | true  | does not answer
            ssh: connect to host board port 22: No route to host         | true  | does not answer
            ssh: Could not resolve hostname board: Name or service not known | true | There is no host board
            Timeout, server board not responding.                        | true  | was lost: Timeout
            client_loop: send disconnect: Broken pipe                    | true  | was lost: client_loop
            """)
    void what_ssh_says_becomes_what_to_do(String errors, boolean again, String message) {
        Link link = new SshLink(new DeviceAddress.Ssh(Optional.empty(), "board", Optional.empty()), Map.of());

        assertThat(link.failure(255, errors).orElseThrow())
                .hasMessageContaining(message)
                .matches(failure -> failure instanceof ConnectionLostException == again);
        assertThat(link.failure(1, errors)).isEmpty();
    }

    private interface WithDevices {
        void run(Devices devices) throws IOException;
    }

    /** A board whose cache is a file system of its own. */
    private static void onSmallDisk(String options, WithDevices test) throws Exception {
        Path disk = Files.createTempDirectory(folder, "disk");
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()),
                "file systems cannot be mounted here");
        try (SshServer board = SshServer.start(Files.createTempDirectory(folder, "board"), disk)) {
            test.run(board.devices());
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path onBoard(String name) throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private static ModelRunner open() {
        try {
            return server.devices().open(SshServer.ADDRESS, ONE_THREAD);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
