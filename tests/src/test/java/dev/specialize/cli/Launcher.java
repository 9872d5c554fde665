package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code bin/specialize} of the distribution, started as a process in an empty folder with a home of its own. */
final class Launcher {
    static final Path PROGRAM = Path.of(System.getProperty("specialize.dist", "no-distribution"))
            .resolve("bin")
            .resolve("specialize");
    /** More than a profile takes on a machine that is never calm. */
    private static final long PATIENCE_SECONDS = 900;

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    /** @param root takes working directory, home and user data */
    Launcher(Path root) {
        this.root = root;
        try {
            for (Path folder : List.of(workingDirectory(), home(), data(), root.resolve("streams"))) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable of the environment. */
    Launcher with(String name, Object value) {
        environment.put(name, value.toString());
        return this;
    }

    Path workingDirectory() {
        return root.resolve("work");
    }

    Path home() {
        return root.resolve("home");
    }

    /** {@code SPECIALIZE_DATA}. */
    Path data() {
        return root.resolve("data");
    }

    /** What a run left. */
    record Result(int code, String out, String err) {
        /** Lines of stderr that are the program's complaints. */
        List<String> complaints() {
            return err.lines().filter(l -> l.startsWith("specialize: ")).toList();
        }

        /** Skips the calling test, saying so, on a machine that others keep too busy to be measured. */
        void assumeCalm() {
            assumeFalse(code == ExitCode.DEVICE && err.contains("too busy to be measured"), err);
        }

        /** It ended with this code and one complaint that has these parts, and printed nothing else of note. */
        void assertRefused(int expected, String... parts) {
            assertThat(code).as(err).isEqualTo(expected);
            assertThat(complaints()).as(err).hasSize(1).first().asString().contains(parts);
            assertThat(out).isEmpty();
            assertThat(err).doesNotContain("\tat ");
        }
    }

    Result run(Object... arguments) {
        return start(arguments).result();
    }

    /** Runs under a limit of the size of files, which fails writes as a full disk does. */
    Result runWithFilesUpTo(int blocks, Object... arguments) {
        // the signal of the limit is ignored, so that the write fails instead
        return started(List.of("sh", "-c", "trap '' XFSZ; ulimit -f " + blocks + "; exec \"$0\" \"$@\""), arguments)
                .result();
    }

    Running start(Object... arguments) {
        // whoever runs the tests in the background has them ignore Ctrl-C
        return started(List.of("env", "--default-signal=INT"), arguments);
    }

    /** Runs a script instead of the program, in the same surroundings. */
    Result runScript(Path script, Object... arguments) {
        return begun(List.of("bash", script.toString()), arguments).result();
    }

    private Running started(List<String> prefix, Object... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(PROGRAM.toString());
        return begun(command, arguments);
    }

    private Running begun(List<String> first, Object... arguments) {
        List<String> command = new ArrayList<>(first);
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Path out = Files.createTempFile(root.resolve("streams"), "out", ".txt");
            Path err = Files.createTempFile(root.resolve("streams"), "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(workingDirectory().toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("SPECIALIZE_DATA", data().toString());
            // libtorch is unpacked once for all tests, beside the home that must stay empty
            builder.environment().putIfAbsent("DJL_CACHE_DIR", System.getProperty("user.home") + "/.djl.ai");
            // threads that wait for each other by spinning are slow beyond measure on a machine that others use
            builder.environment().put("OMP_NUM_THREADS", "1");
            builder.environment().put("HOME", home().toString());
            builder.environment().remove("XDG_CACHE_HOME");
            builder.environment().remove("ORT_DISABLE_TELEMETRY");
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that may still be under way. */
    record Running(Process process, Path out, Path err) {
        Result result() {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running: " + Files.readString(err));
                }
                return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Waits until stderr tells of something. */
        Running awaitErr(Predicate<String> seen) {
            return await(() -> seen.test(Files.readString(err)));
        }

        Running await(Condition condition) {
            try {
                for (int i = 0; i < PATIENCE_SECONDS * 50; i++) {
                    if (condition.holds()) {
                        return this;
                    }
                    if (!process.isAlive()) {
                        throw new AssertionError("ended early: " + Files.readString(err));
                    }
                    Thread.sleep(20);
                }
                throw new AssertionError("waited in vain: " + Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** @param name such as INT */
        Result signalled(String name) {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return result();
        }
    }

    /** Something that comes about. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }
}
