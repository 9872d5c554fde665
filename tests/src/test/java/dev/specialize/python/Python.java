package dev.specialize.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Python for comparisons with what others wrote in it.
 *
 * @param interpreter {@code -Dspecialize.python=FILE}, or else Debian's or the first of the search path
 * @param environment variables that scripts run with, besides those of this process
 */
public record Python(String interpreter, Map<String, String> environment) {
    private static final List<String> INTERPRETERS =
            Stream.ofNullable(System.getProperty("specialize.python")).toList();
    private static final List<String> USUAL = List.of("/usr/bin/python3", "python3");
    /** What other scripts import. */
    private static final String NETWORKS = "networks.py";

    private static final long PATIENCE_SECONDS = 1800;

    /** The first that has some modules; skips the calling test, saying so, where none has. */
    public static Python with(String modules, String whence) {
        List<String> candidates = INTERPRETERS.isEmpty() ? USUAL : INTERPRETERS;
        return candidates.stream()
                .map(interpreter -> new Python(interpreter, Map.of()))
                .filter(python -> python.imports(modules))
                .findFirst()
                .orElseGet(() -> abort(
                        "needs " + modules + " in " + candidates + " (" + whence + "), or set -Dspecialize.python"));
    }

    public Python withEnvironment(Map<String, String> variables) {
        return new Python(interpreter, variables);
    }

    private boolean imports(String modules) {
        try {
            return ends(List.of(interpreter, "-c", "import " + modules)).succeeded();
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /** Runs a script that lies beside this class; the test fails, with what it said, if it does. */
    public String run(String script, Path folder, String... arguments) throws IOException {
        for (String name : List.of(NETWORKS, script)) {
            try (InputStream in = Python.class.getResourceAsStream(name)) {
                Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Stream<String> command = Stream.of(interpreter, folder.resolve(script).toString(), folder.toString());
        Ending ending = ends(Stream.concat(command, Arrays.stream(arguments)).toList());
        assertThat(ending.succeeded()).as(ending.output()).isTrue();
        return ending.output();
    }

    /** How a program ended, and what it said. */
    private record Ending(int code, String output) {
        boolean succeeded() {
            return code == 0;
        }
    }

    private Ending ends(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            return new Ending(process.exitValue(), output);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
