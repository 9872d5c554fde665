package dev.specialize.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.CoreList;
import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.DeviceState;
import dev.specialize.devices.LocalRunner;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.SystemFiles;
import dev.specialize.devices.TimedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeRunnerTest {
    private static final Sampling QUICK = new Sampling(Duration.ofMillis(1), 5, Duration.ofNanos(200_000));
    private static final RunnerOptions ONE_THREAD = RunnerOptions.threads(1);
    private static final DeviceAddress HERE = DeviceAddress.parse("local");

    @TempDir
    private static Path cache;

    @BeforeAll
    static void needsARunner() {
        assumeTrue(
                Platform.here().filter(Payload::exists).isPresent(),
                "this build has no native runner for this machine: no C compiler was there");
    }

    @Test
    void it_gives_what_this_process_gives() {
        try (ModelRunner runner = open(ONE_THREAD);
                ModelRunner inProcess = LocalRunner.withThreads(1);
                TimedModel model = runner.load(SmallModel.onnx(8));
                TimedModel expected = inProcess.load(SmallModel.onnx(8))) {
            float[] input = SmallModel.input(8);

            assertThat(model.run(input)).containsExactly(expected.run(input), within(1e-6f));
            model.time(QUICK);
            assertThat(model.run(input)).containsExactly(expected.run(input), within(1e-6f));
        }
    }

    @Test
    void it_times_as_this_process_does() {
        Sampling thorough = new Sampling(Duration.ofMillis(20), 20, Duration.ofMillis(2));
        try (ModelRunner runner = open(ONE_THREAD);
                ModelRunner inProcess = LocalRunner.withThreads(1);
                TimedModel model = runner.load(SmallModel.onnx(64));
                TimedModel expected = inProcess.load(SmallModel.onnx(64))) {
            Samples samples = model.time(thorough);

            assertThat(samples.nanos()).hasSize(20);
            assertThat(samples.fastestNanos() / expected.time(thorough).fastestNanos())
                    .isBetween(0.4, 2.5);
        }
    }

    @Test
    void a_model_with_more_work_takes_longer() {
        try (ModelRunner runner = open(ONE_THREAD);
                TimedModel small = runner.load(SmallModel.onnx(8));
                TimedModel large = runner.load(SmallModel.onnx(64))) {
            assertThat(large.time(QUICK).fastestNanos())
                    .isGreaterThan(2 * small.time(QUICK).fastestNanos());
        }
    }

    @Test
    void the_machine_is_the_one_that_runs_this_program() {
        try (ModelRunner runner = open(ONE_THREAD)) {
            RuntimeSettings runtime = runner.runtime();

            assertThat(runner.identity()).isEqualTo(DeviceIdentity.local());
            assertThat(runner.state().governor())
                    .isEqualTo(LocalRunner.withThreads(1).state().governor());
            assertThat(runtime.runner()).matches("native [0-9a-f]{64}");
            assertThat(runtime)
                    .usingRecursiveComparison()
                    .ignoringFields("runner")
                    .isEqualTo(LocalRunner.withThreads(1).runtime());
        }
    }

    @Test
    void its_state_can_be_asked_again_and_again() {
        try (ModelRunner runner = open(ONE_THREAD)) {
            DeviceState first = runner.state();

            assertThat(runner.state().governor()).isEqualTo(first.governor());
            assertThat(runner.state().celsius().isPresent())
                    .isEqualTo(first.celsius().isPresent());
        }
    }

    @Test
    void it_keeps_to_the_cores_that_it_is_given() {
        CoreList allowed = CoreList.allowed(SystemFiles.LOCAL).orElseThrow();
        CoreList last = new CoreList(allowed.cores()
                .subList(allowed.cores().size() - 1, allowed.cores().size()));
        try (ModelRunner runner = open(ONE_THREAD.withCores(last))) {
            assertThat(runner.identity().pinnedCores()).isEqualTo(last.toString());
            assertThat(runner.identity().cores()).isEqualTo(1);
        }
    }

    @Test
    void cores_and_threads_that_are_not_there_are_refused() {
        int cores = DeviceIdentity.local().cores();
        assertThatThrownBy(() -> open(ONE_THREAD.withCores(CoreList.parse("0-1023"))))
                .isInstanceOf(DeviceException.class)
                .hasMessage("On local cores 0-1023 cannot all be used. Maybe the device has fewer.");
        assertThatThrownBy(() -> open(RunnerOptions.threads(cores + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("threads must be from 1 to " + cores + ", the cores of local");
    }

    @Test
    void a_second_profile_of_the_device_is_told_who_is_there() {
        try (ModelRunner first = open(ONE_THREAD)) {
            assertThatThrownBy(() -> open(ONE_THREAD))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageMatching(
                            "local is in use by another profile \\(process [0-9]+ holds it\\)\\. Maybe wait for it to end\\.");
            assertThat(first.state()).isNotNull();
        }
        open(ONE_THREAD).close();
    }

    @Test
    void a_new_runner_has_none_of_the_models_of_the_one_before() {
        try (ModelRunner runner = open(ONE_THREAD);
                TimedModel before = runner.load(SmallModel.onnx(8))) {
            runner.renew();

            assertThatThrownBy(() -> before.time(QUICK))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessage("The runner on local has ended");
            try (TimedModel after = runner.load(SmallModel.onnx(8))) {
                assertThat(after.time(QUICK).nanos()).hasSize(5);
            }
        }
    }

    @Test
    void bytes_that_are_no_model_are_refused_and_the_runner_goes_on() {
        try (ModelRunner runner = open(ONE_THREAD)) {
            byte[] noModel = "no model\nbye\n".getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> runner.load(noModel))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("ONNX Runtime on local does not take the model: ");
            assertThatThrownBy(() -> runner.load(new byte[0])).isInstanceOf(DeviceException.class);
            try (TimedModel model = runner.load(SmallModel.onnx(8))) {
                assertThatThrownBy(() -> model.run(new float[3]))
                        .hasMessage("The model's first input has 2048 values, not 3");
                assertThat(model.run(SmallModel.input(8))).hasSize(2048);
            }
        }
    }

    @Test
    void there_may_be_many_models_but_not_any_number() {
        byte[] onnx = SmallModel.onnx(8);
        try (ModelRunner runner = open(ONE_THREAD)) {
            List<TimedModel> models =
                    IntStream.range(0, 64).mapToObj(i -> runner.load(onnx)).toList();
            assertThatThrownBy(() -> runner.load(onnx)).hasMessageContaining("there are 64 models already");
            models.get(3).close();
            try (TimedModel again = runner.load(onnx)) {
                assertThat(again.run(SmallModel.input(8))).hasSize(2048);
            }
        }
    }

    @Test
    void more_samples_than_it_can_take_are_refused_here() {
        try (ModelRunner runner = open(ONE_THREAD);
                TimedModel model = runner.load(SmallModel.onnx(8))) {
            assertThatThrownBy(() -> model.time(new Sampling(Duration.ZERO, 4097, Duration.ZERO)))
                    .hasMessage("samples must be at most 4096, got 4097");
            assertThat(model.time(new Sampling(Duration.ZERO, 4096, Duration.ZERO))
                            .nanos())
                    .hasSize(4096);
        }
    }

    @Test
    void a_runner_that_is_damaged_on_the_device_is_put_there_again() throws IOException {
        open(ONE_THREAD).close();
        Path runner = installed();
        byte[] whole = Files.readAllBytes(runner);
        Files.write(runner, new byte[] {1, 2, 3});

        open(ONE_THREAD).close();

        assertThat(runner).hasBinaryContent(whole);
        try (Stream<Path> files = Files.list(runner.getParent())) {
            assertThat(files.map(Path::getFileName)).hasSize(2);
        }
    }

    @Test
    void a_folder_that_a_shell_would_misread_is_refused() {
        Map<String, String> environment = environment();
        environment.put("XDG_CACHE_HOME", cache.resolve("a b; rm").toString());

        assertThatThrownBy(() -> Devices.with(environment).open(HERE, ONE_THREAD))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("a b; rm' has characters that mean something to a shell");
    }

    @Test
    void what_a_cut_connection_left_goes_even_if_nothing_is_missing() throws IOException {
        open(ONE_THREAD).close();
        Path left = Files.createFile(installed().resolveSibling("." + Payload.LIBRARY + ".x.part"));
        Path arriving = Files.createFile(installed().resolveSibling("." + Payload.LIBRARY + ".y.part"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        open(ONE_THREAD).close();
        assertThat(left).doesNotExist();
        assertThat(arriving).as("another run may be sending it").exists();
        Files.delete(arriving);
    }

    @Test
    void a_lock_that_cannot_be_had_is_not_another_profile(@TempDir Path folder) throws IOException {
        Map<String, String> environment = environment();
        environment.put("XDG_CACHE_HOME", folder.toString());
        Files.createDirectories(folder.resolve("specialize").resolve("device.lock"));

        assertThatThrownBy(() -> Devices.with(environment).open(HERE, ONE_THREAD))
                .isExactlyInstanceOf(DeviceException.class)
                .hasMessage("On local ../device.lock cannot be opened: Is a directory. Maybe its file system became"
                        + " read-only, or has no locks.");
    }

    @Test
    void runners_run_on_systems_with_the_c_library_that_onnx_runtime_needs() throws IOException {
        for (Platform platform : Platform.values()) {
            if (Payload.exists(platform)) {
                assertThat(glibcVersions(platform)).isNotEmpty().allMatch(minor -> minor <= 28);
            }
        }
    }

    private static List<Integer> glibcVersions(Platform platform) throws IOException {
        try (InputStream in = Payload.class.getResourceAsStream("runner-" + platform)) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return Pattern.compile("GLIBC_2\\.([0-9]+)")
                    .matcher(text)
                    .results()
                    .map(match -> Integer.valueOf(match.group(1)))
                    .toList();
        }
    }

    private static Path installed() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.endsWith(Payload.RUNNER))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static ModelRunner open(RunnerOptions options) {
        return Devices.with(environment()).open(HERE, options);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("XDG_CACHE_HOME", cache.toString());
        return environment;
    }
}
