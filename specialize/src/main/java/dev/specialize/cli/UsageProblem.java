package dev.specialize.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One message for a command line that makes no sense, not a page of help. */
final class UsageProblem implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine line = problem.getCommandLine();
        Console console = new Console(line.getErr());
        console.problem(problem.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(problem, line.getErr())) {
            console.note("Maybe see " + line.getCommandSpec().qualifiedName() + " --help");
        }
        new Problem(ExitCode.USAGE, problem.getMessage()).print(line, arguments);
        return ExitCode.USAGE;
    }
}
