package dev.specialize.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceException;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shell scripts in place of the runner: they speak the protocol until they are asked to time a model. */
@Timeout(60)
final class HostileRunnerTest {
    private static final Sampling TWO = new Sampling(Duration.ZERO, 2, Duration.ZERO);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Patience IMPATIENT = new Patience(Duration.ofSeconds(10), SOON, SOON, Duration.ZERO);
    private static final String HELLO = "ok specialize-runner 1 1.29.0 1 42 Linux x86_64";

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell here");
    }

    @Test
    void a_script_that_keeps_to_the_protocol_is_a_runner() {
        try (RemoteRunner runner = start("sleep 0.1; echo ok 10 2000 3000");
                TimedModel model = runner.load(new byte[] {1, '\n', 0, 3})) {
            assertThat(model.time(TWO).nanos()).containsExactly(200.0, 300.0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            kill -SEGV $$                               | ended by signal 11
            kill -KILL $$                               | was killed. Maybe the device has too little memory.
            echo 'dlopen: bad' >&2; exit 5              | ended with status 5: dlopen: bad.
            printf '\\033[31mred\\007' >&2; exit 5      | ended with status 5: [31mred.
            exit 127                                    | cannot be started. It needs 64-bit Linux with glibc 2.28
            echo 'error model it is too deep'           | does not take the model: it is too deep
            echo 'error other no idea'                  | cannot do it: no idea
            echo hello world                            | answered what cannot be: 'hello world'
            echo                                        | answered what cannot be: ''
            echo ok                                     | answered what cannot be: 'ok of 0 words instead of 3'
            echo ok 1 5                                 | answered what cannot be: 'ok 1 5 of 2 words instead of 3'
            echo ok 1 5 5 5                             | answered what cannot be: 'ok 1 5 5 5 of 4 words instead of 3'
            echo ok 1 -5 5                              | answered what cannot be: 'ok 1 -5 5, where a number
            echo ok 1 0 5                               | answered what cannot be: 'ok 1 0 5, where a number
            echo ok 0 5 5                               | answered what cannot be: 'ok 0 5 5, where a number
            echo ok 1 NaN 5                             | answered what cannot be: 'ok 1 NaN 5, where a number
            echo ok 1 1e3 5                             | answered what cannot be: 'ok 1 1e3 5, where a number
            echo ok 1 99999999999999999999999 5         | answered what cannot be: 'ok 1 99999999999999999999999 5
            echo ok 1 60000000000 5                     | answered what cannot be: that 60000000005 ns passed, while
            printf 'ok\\t1 5 5\\n'                      | answered what cannot be: 'ok'
            printf 'ok 1 5 5\\r\\n'                     | answered what cannot be: 'ok 1 5 5'
            while :; do printf '1 '; done           | answered what cannot be: '1 1 1 1
            printf ok; while :; do printf ' 1'; done         | answered what cannot be: 'ok 1 1 1
            """)
    void what_cannot_be_is_refused_and_a_new_runner_goes_on(String script, String message) {
        try (RemoteRunner runner = start(script)) {
            TimedModel model = runner.load(new byte[7]);

            assertThatThrownBy(() -> model.time(TWO))
                    .isExactlyInstanceOf(DeviceException.class)
                    .hasMessageContaining(message)
                    .hasMessageMatching("[ -~]{1,900}");
            runner.renew();
            assertThat(runner.load(new byte[7])).isNotNull();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"sleep 1000", "sleep 1000 & sleep 1000", "while :; do :; done", "exec sleep 1000"})
    void a_runner_that_hangs_is_ended(String script) {
        try (RemoteRunner runner = start(script)) {
            TimedModel model = runner.load(new byte[7]);
            long start = System.nanoTime();

            assertThatThrownBy(() -> model.time(TWO))
                    .isExactlyInstanceOf(DeviceException.class)
                    .hasMessage("The runner on local did not answer within 2 s and was ended. Maybe the device is busy,"
                            + " or asleep.");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON.multipliedBy(5));
        }
    }

    @Test
    void waiting_for_a_runner_can_be_interrupted() throws InterruptedException {
        AtomicReference<Throwable> problem = new AtomicReference<>();
        Thread waiting = new Thread(() -> problem.set(catchThrowable(() -> run("sleep 1000"))));
        waiting.start();
        Thread.sleep(300);
        waiting.interrupt();
        waiting.join();

        assertThat(problem.get())
                .isExactlyInstanceOf(DeviceException.class)
                .hasMessage("Waiting for local was interrupted");
    }

    @Test
    void a_runner_that_leaves_is_a_lost_connection() {
        try (RemoteRunner runner = start("exit 0")) {
            TimedModel model = runner.load(new byte[7]);

            assertThatThrownBy(() -> model.time(TWO))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessage("The connection to local was lost");
        }
    }

    @Test
    void another_device_at_the_same_address_is_not_gone_on_with() {
        String hello = "printf 'ok specialize-runner 1 1.29.%s 1 42 Linux x86_64\\n' $(wc -l < " + folder + "/starts)";
        String script = "echo >> " + folder + "/starts; read request; " + hello
                + "; while read -r word path; do echo ok 0; done";
        try (RemoteRunner runner = run(script)) {
            assertThatThrownBy(runner::renew)
                    .isExactlyInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("local is not what it was: onnxruntime 1.29.2 CPU, 1 thread")
                    .hasMessageEndingWith("Maybe another device has its address now.");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "welcome to this board",
                "ok specialize-runner 2 1.29.0 1 42 Linux x86_64",
                "ok specialize-runner 1 1.29.0 1 42 Linux",
                "ok another-runner 1 1.29.0 1 42 Linux x86_64",
                "ok specialize-runner 1 1.29.0 9 42 Linux x86_64",
                "ok specialize-runner 1 1.29.0 1 42 Linux riscv64",
                "ok specialize-runner 1 $(rm) 1 42 Linux x86_64",
                "error in-use process 7 holds it",
                "error"
            })
    void a_start_that_is_not_a_runners_is_refused(String hello) {
        Throwable refusal = catchThrowable(() -> run("read request; echo '" + hello + "'; cat >/dev/null"));

        assertThat(refusal).isInstanceOf(DeviceException.class).hasMessageMatching("[ -~]{20,900}");
    }

    @Test
    void a_device_that_a_runner_held_when_it_was_cut_off_may_be_free_again_in_a_moment() throws IOException {
        Path held = folder.resolve("held");
        String inUse = "[ ! -e " + held + " ] || { read -r hello; echo error in-use process 42 holds it; exit 3; }\n";
        try (RemoteRunner runner = run(inUse + protocol("exit 0"))) {
            TimedModel model = runner.load(new byte[7]);
            assertThatThrownBy(() -> model.time(TWO)).isInstanceOf(ConnectionLostException.class);
            Files.createFile(held);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(runner::renew)
                        .isInstanceOf(ConnectionLostException.class)
                        .hasMessageStartingWith("local is in use by another profile (process 42 holds it).")
                        .hasMessageEndingWith("It may be the runner whose connection was lost.");
            }
            Files.delete(held);
            runner.renew();

            Files.createFile(held);
            assertThatThrownBy(runner::renew)
                    .as("nothing was lost, so it is another's, which ends or renews its process in its turn")
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageStartingWith("local is in use by another profile (process 42 holds it).")
                    .hasMessageEndingWith("It came between two processes of this one.");
            Files.delete(held);
            runner.renew();
            assertThat(runner.state()).isNotNull();
        }
    }

    private RemoteRunner start(String time) {
        return run(protocol(time));
    }

    private static String protocol(String time) {
        return """
                while read -r word first rest; do
                  case $word in
                    hello) echo '%s';;
                    read) echo ok 0;;
                    load) head -c "$first" >/dev/null; echo ok 3 4 4;;
                    free) echo ok;;
                    bye) echo ok; exit 0;;
                    time) %s;;
                  esac
                done
                """.formatted(HELLO, time);
    }

    private RemoteRunner run(String script) {
        Link link = new LocalLink(folder, Map.of("PATH", System.getenv("PATH")));
        return RemoteRunner.start(link, script, "script", RunnerOptions.threads(1), IMPATIENT);
    }
}
