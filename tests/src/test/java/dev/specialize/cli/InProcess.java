package dev.specialize.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command line without a process of its own, for what a process adds nothing to. */
final class InProcess {
    private InProcess() {}

    static Launcher.Result run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console silent = new Console(new PrintWriter(new StringWriter()));
        CommandLine line = Main.commandLine(new Interruption(silent))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int code = line.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Launcher.Result(code, out.toString(), err.toString());
    }
}
