package dev.specialize.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real adb client; the device is a stand-in on loopback. */
final class AdbTest {
    private static final Sampling QUICK = new Sampling(Duration.ofMillis(1), 5, Duration.ofNanos(200_000));
    private static final RunnerOptions ONE_THREAD = RunnerOptions.threads(1);

    @TempDir
    private static Path folder;

    private static Map<String, String> environment;
    private static AdbDaemon daemon;

    @BeforeAll
    static void startDaemon() throws Exception {
        assumeTrue(
                Platform.here().filter(Payload::exists).isPresent(),
                "this build has no native runner for this machine: no C compiler was there");
        assumeTrue(onPath("adb"), "adb is not installed (Debian's adb)");
        environment = new HashMap<>(System.getenv());
        environment.put("HOME", folder.toString());
        environment.put("ANDROID_ADB_SERVER_PORT", "" + SshServer.freePort());
        daemon = AdbDaemon.start(Files.createDirectories(folder.resolve("device")), AdbDaemon.Trust.EVERYONE);
        connect(daemon);
    }

    @AfterAll
    static void stopDaemon() throws Exception {
        if (daemon != null) {
            adb("kill-server");
            daemon.close();
        }
    }

    @Test
    void a_device_runs_and_times_models() {
        try (ModelRunner device = open(daemon);
                TimedModel model = device.load(SmallModel.onnx(8));
                ModelRunner inProcess = LocalRunner.withThreads(1);
                TimedModel expected = inProcess.load(SmallModel.onnx(8))) {
            float[] input = SmallModel.input(8);

            assertThat(model.time(QUICK).nanos()).hasSize(5);
            assertThat(model.run(input)).containsExactly(expected.run(input), within(1e-6f));
        }
    }

    @Test
    void what_is_on_the_device_is_not_copied_again() throws IOException {
        open(daemon).close();
        Path runner = onDevice(Payload.RUNNER);
        Object before = Files.getAttribute(runner, "unix:ino");
        open(daemon).close();

        assertThat(Files.getAttribute(runner, "unix:ino")).isEqualTo(before);
    }

    @Test
    void a_cable_that_was_pulled_can_be_plugged_in_again() throws Exception {
        try (ModelRunner device = open(daemon)) {
            TimedModel model = device.load(SmallModel.onnx(8));
            daemon.cutConnections();

            assertThatThrownBy(() -> model.time(QUICK)).isInstanceOf(ConnectionLostException.class);
            connect(daemon);
            device.renew();
            try (TimedModel again = device.load(SmallModel.onnx(8))) {
                assertThat(again.time(QUICK).nanos()).hasSize(5);
            }
        }
    }

    @Test
    void a_second_profile_of_the_device_is_told() {
        try (ModelRunner first = open(daemon)) {
            assertThatThrownBy(() -> open(daemon))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("adb:" + daemon.serial() + " is in use by another profile (process ");
            assertThat(first.state()).isNotNull();
        }
    }

    @Test
    void a_device_that_is_not_there_is_told() {
        DeviceAddress nowhere = DeviceAddress.parse("adb:no-such-serial");

        assertThatThrownBy(() -> Devices.with(environment).open(nowhere, ONE_THREAD))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessage("adb:no-such-serial is not there. Maybe plug it in, or see what is with: adb devices");
    }

    @Test
    void a_device_that_does_not_trust_this_machine_is_told() throws Exception {
        try (AdbDaemon wary = AdbDaemon.start(folder, AdbDaemon.Trust.NOBODY)) {
            adb("connect", wary.serial());

            assertThatThrownBy(() -> open(wary))
                    .isExactlyInstanceOf(DeviceException.class)
                    .hasMessage("adb:" + wary.serial() + " does not trust this machine yet. Maybe unlock it and allow"
                            + " debugging on its screen.");
            adb("disconnect", wary.serial());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            error: device offline                                    | 1   | true  | is offline
            adb: device 'x' not found                                | 1   | true  | is not there
            error: more than one device/emulator                     | 1   | false | Several devices have the serial
            error: insufficient permissions for device: udev rules   | 1   | false | may not use
            error: target doesn't support PTY args -Tt               | 1   | false | is too old
            error: closed                                            | 1   | true  | was lost: error: closed
            ''                                                       | 255 | true  | was lost
            """)
    void what_adb_says_becomes_what_to_do(String errors, int status, boolean again, String message) {
        Link link = new AdbLink(new DeviceAddress.Adb("x"), Map.of());

        assertThat(link.failure(status, errors).orElseThrow())
                .hasMessageContaining(message)
                .matches(failure -> failure instanceof ConnectionLostException == again);
    }

    @Test
    void a_folder_that_nothing_can_be_put_into_may_be_of_another_user() {
        Link link = new AdbLink(new DeviceAddress.Adb("x"), Map.of());

        assertThat(Shell.failed(link, "make the folder", 1, "mkdir: Permission denied"))
                .hasMessage("Cannot make the folder on adb:x: mkdir: Permission denied. Maybe remove"
                        + " /data/local/tmp/specialize there, which may be of another user, such as adb root's.");
    }

    @Test
    void what_a_command_says_is_not_taken_for_the_way_to_it() {
        Link link = new AdbLink(new DeviceAddress.Adb("x"), Map.of());

        assertThat(link.failure(0, "error: closed")).isEmpty();
        assertThat(link.failure(1, "sh: no such file")).isEmpty();
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void connect(AdbDaemon to) throws Exception {
        for (int tries = 0; tries < 50; tries++) {
            adb("connect", to.serial());
            if (adb("-s", to.serial(), "get-state") == 0) {
                return;
            }
            Thread.sleep(200);
        }
        throw new IOException("adb does not connect");
    }

    private static int adb(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("adb"), Stream.of(words)).toList());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("adb.log").toFile()));
        return builder.start().waitFor();
    }

    private static Path onDevice(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private static ModelRunner open(AdbDaemon device) {
        return Devices.with(environment).open(DeviceAddress.parse("adb:" + device.serial()), ONE_THREAD);
    }
}
