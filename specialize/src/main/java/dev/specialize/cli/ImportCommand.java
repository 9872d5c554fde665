package dev.specialize.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What was made elsewhere; a command for each kind of thing. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Takes over supernets, accuracy predictors and latency tables of the Once-for-All code, and latencies that"
                        + " you measured.",
        subcommands = {ImportTableCommand.class, ImportLatenciesCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  specialize import supernet ofa_mbv3.pth --out build/mbv3 --images imagenet"})
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** With the commands below it. */
    static CommandLine group(Interruption interruption) {
        return new CommandLine(new ImportCommand())
                .addSubcommand(new ImportSupernetCommand(interruption))
                .addSubcommand(new ImportPredictorCommand(interruption));
    }

    @Override
    public Integer call() {
        String kinds = String.join(", ", spec.commandLine().getSubcommands().keySet());
        throw new ParameterException(spec.commandLine(), "what to import is missing: " + kinds);
    }
}
