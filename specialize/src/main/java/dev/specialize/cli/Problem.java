package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import java.util.List;
import picocli.CommandLine;

/**
 * What {@code --json} prints instead of a result that there is none of, so that whoever reads it always gets JSON.
 *
 * @param problem the sentence that stderr has too
 */
record Problem(int exitCode, String problem) {
    static final String OPTION = "--json";

    static Problem of(Throwable problem) {
        return new Problem(ExitCode.of(problem), String.valueOf(problem.getMessage()));
    }

    /** Prints it if the arguments ask for JSON. */
    void print(CommandLine line, String... arguments) {
        if (List.of(arguments).contains(OPTION)) {
            line.getOut().print(JsonFile.text(this));
            line.getOut().flush();
        }
    }
}
