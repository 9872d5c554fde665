package dev.specialize.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** Where the program starts. */
public final class Main {
    /** Held, or the level would be forgotten with the logger. */
    private static final List<Logger> CHATTY = Stream.of(
                    "ai.djl", "ai.onnxruntime", "org.apache.spark", "org.apache.hadoop", "org.sparkproject")
            .map(Logger::getLogger)
            .toList();

    private Main() {}

    public static void main(String[] arguments) {
        CHATTY.forEach(logger -> logger.setLevel(Level.SEVERE));
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Interruption interruption = Interruption.installed(new Console(err));
        int code;
        try {
            code = run(interruption, arguments);
        } finally {
            OpenLine.OF_PROCESS.close(err);
            interruption.finished(); // also of an error that nobody foresaw: it is none of the user's doing
        }
        System.exit(code);
    }

    static int run(Interruption interruption, String... arguments) {
        CommandLine line = commandLine(interruption);
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            return ended(
                    line,
                    "out of memory (" + e.getMessage() + "). Maybe give it more: JAVA_OPTS=-Xmx4g specialize ..",
                    arguments);
        } catch (LinkageError e) {
            return ended(line, unlinked(e), arguments);
        }
    }

    static String unlinked(LinkageError e) {
        return e instanceof IncompatibleClassChangeError
                        || e instanceof ClassFormatError
                        || e.getCause() instanceof ClassNotFoundException
                ? "files of the program are missing or of different versions (" + e.getMessage()
                        + "). Maybe install it anew, into an empty folder"
                : "a native library cannot be loaded (" + e.getMessage()
                        + "). Maybe the folder for temporary files is full; JAVA_OPTS=-Djava.io.tmpdir=.. names another";
    }

    private static int ended(CommandLine line, String problem, String... arguments) {
        new Console(line.getErr()).problem(problem);
        new Problem(ExitCode.USAGE, problem).print(line, arguments);
        return ExitCode.USAGE;
    }

    static CommandLine commandLine(Interruption interruption) {
        IExecutionExceptionHandler handler = (problem, line, parsed) -> {
            new Console(line.getErr()).problem(problem);
            Problem.of(problem).print(line, parsed.originalArgs().toArray(String[]::new));
            return ExitCode.of(problem);
        };
        CommandLine line = new CommandLine(new SpecializeCommand());
        line.addSubcommand(new FitCommand(interruption));
        line.addSubcommand(new TrainCommand(interruption));
        line.addSubcommand(new FinetuneCommand(interruption));
        line.addSubcommand(new FleetCommand(interruption));
        line.addSubcommand(ImportCommand.group(interruption));
        return line.setOut(OpenLine.OF_PROCESS.before(line.getOut(), line.getErr()))
                .setExecutionExceptionHandler(handler)
                .setParameterExceptionHandler(new UsageProblem())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100);
    }
}
