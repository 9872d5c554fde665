package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Python for comparisons with what others wrote in it.
 *
 * @param interpreter {@code -Dspecialize.python=FILE}, or else Debian's or the first of the search path
 */
record Python(String interpreter) {
    private static final List<String> INTERPRETERS =
            Stream.ofNullable(System.getProperty("specialize.python")).toList();
    private static final List<String> USUAL = List.of("/usr/bin/python3", "python3");
    private static final long PATIENCE_SECONDS = 1800;

    /** The first that has some modules; skips the calling test, saying so, where none has. */
    static Python with(String modules, String whence) {
        List<String> candidates = INTERPRETERS.isEmpty() ? USUAL : INTERPRETERS;
        return candidates.stream()
                .map(Python::new)
                .filter(python -> python.imports(modules))
                .findFirst()
                .orElseGet(() -> abort(
                        "needs " + modules + " in " + candidates + " (" + whence + "), or set -Dspecialize.python"));
    }

    private boolean imports(String modules) {
        try {
            return ends(List.of(interpreter, "-c", "import " + modules)).succeeded();
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /** Runs a script that lies beside this class; the test fails, with what it said, if it does. */
    String run(String script, Path folder, String... arguments) throws IOException {
        Path copy = folder.resolve(script);
        try (InputStream in = Python.class.getResourceAsStream(script)) {
            Files.copy(in, copy);
        }
        Ending ending =
                ends(Stream.concat(Stream.of(interpreter, copy.toString(), folder.toString()), Arrays.stream(arguments))
                        .toList());
        assertThat(ending.succeeded()).as(ending.output()).isTrue();
        return ending.output();
    }

    /** How a program ended, and what it said. */
    private record Ending(int code, String output) {
        boolean succeeded() {
            return code == 0;
        }
    }

    private static Ending ends(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
