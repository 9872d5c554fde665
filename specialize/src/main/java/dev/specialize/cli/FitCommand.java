package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import dev.specialize.predictor.EvaluatedPairsCsv;
import dev.specialize.predictor.FitChoice;
import dev.specialize.predictor.PredictorFit;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.predictor.PredictorQuality;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An accuracy predictor of one's own. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = "Fits an accuracy predictor to subnets whose accuracy was measured.",
        footerHeading = "%nExample:%n",
        footer = {
            "  specialize fit measured.csv --space mbv3 --output predictor.json",
            "",
            "measured.csv has a header with the columns architecture and accuracy (or top1, a percentage or a fraction);",
            "an architecture is {\"ks\":[..],\"e\":[..],\"d\":[..],\"r\":[224]} in quotes, or like 'r224 k3e3.k5e4 ..'."
        })
final class FitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CSV", description = "Measured subnets.")
    private Path csv;

    @Mixin
    private SpaceOption space;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "File for the predictor.")
    private Path output;

    @Option(
            names = "--additive",
            description = "Fit one that adds up over blocks: less accurate, but its best subnets can be proven.")
    private boolean additive;

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Draws the pairs to hold out (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the quality as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        SearchSpace found = space.find()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--space says what the subnets are of"));
        OutputFolder.requireWritableFile(output);
        EvaluatedPairsCsv pairs = EvaluatedPairsCsv.read(csv, found);
        FitChoice choice = additive ? FitChoice.ADDITIVE : FitChoice.BEST;
        PredictorModel model = PredictorFit.of(found, pairs.pairs(), choice, seed);
        model.write(output);
        PredictorQuality quality = model.quality().orElseThrow();
        spec.commandLine()
                .getOut()
                .print(
                        json
                                ? JsonFile.text(quality)
                                : text(model, quality, pairs.unit().toString()));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private String text(PredictorModel model, PredictorQuality quality, String unit) {
        return String.format(
                Locale.ROOT,
                "predictor %s%nkind      %s%nfitted to %,d distinct subnets (accuracies read as %s)%n"
                        + "held out  %,d of them: Spearman %.3f, Kendall %.3f, RMSE %.3f points%n",
                output,
                model.description(),
                quality.pairs(),
                unit,
                quality.heldOutPairs(),
                quality.spearman(),
                quality.kendallTau(),
                100 * quality.rmse());
    }
}
