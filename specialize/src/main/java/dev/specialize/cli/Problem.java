package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import java.io.PrintWriter;
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

    /**
     * Tells what became of a command that was asked to stop and did, which is a problem only to who waits for its result.
     *
     * @param line of that command
     * @return what it ends with
     */
    static int stopped(String what, CommandLine line) {
        new Console(line.getErr()).note(what);
        if (line.getParseResult().hasMatchedOption(OPTION)) {
            new Problem(ExitCode.INTERRUPTED, what).print(line.getOut());
        }
        return ExitCode.INTERRUPTED;
    }

    /** Prints it if the arguments ask for JSON. */
    void print(CommandLine line, String... arguments) {
        if (List.of(arguments).contains(OPTION)) {
            print(line.getOut());
        }
    }

    private void print(PrintWriter out) {
        out.print(JsonFile.text(this));
        out.flush();
    }
}
