package dev.specialize.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What others trained and measured. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Takes over supernets, accuracy predictors and latency tables of other tools.",
        subcommands = {ImportPredictorCommand.class, ImportTableCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  specialize import table note10/*.yaml --name note10"})
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "one of predictor and table says what to import");
    }
}
