package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import dev.specialize.predictor.EvaluatedPairsCsv;
import dev.specialize.predictor.FitChoice;
import dev.specialize.predictor.PredictorFit;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.predictor.PredictorQuality;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.AddedPredictor;
import dev.specialize.specialization.SupernetPredictor;
import dev.specialize.supernet.Supernet;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
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
        footerHeading = "%nExamples:%n",
        footer = {
            "  specialize fit measured.csv --space mbv3 --output predictor.json",
            "  specialize fit --supernet build/fashion-mnist",
            "",
            "measured.csv has a header with the columns architecture and accuracy (or top1, a percentage or a fraction);",
            "an architecture is {\"ks\":[..],\"e\":[..],\"d\":[..],\"r\":[224]} in quotes, or like 'r224 k3e3.k5e4 ..'."
        })
final class FitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CSV",
            arity = "0..1",
            description = "Measured subnets (default: those of the --supernet).")
    private Path csv;

    @Mixin
    private SpaceOption space;

    @Option(
            names = "--supernet",
            paramLabel = "DIR",
            description = "Fit to the subnets of a trained supernet, and put the predictor there.")
    private String supernet;

    @Option(names = "--output", paramLabel = "FILE", description = "File for the predictor, if for no supernet.")
    private Path output;

    @ArgGroup
    private final Kind kind = new Kind();

    @Option(
            names = "--seed",
            defaultValue = "0",
            description = "Draws the pairs to hold out (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print the quality as JSON.")
    private boolean json;

    private final Interruption interruption;

    FitCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    /** Without either, cross-validation chooses. */
    private static final class Kind {
        @Option(
                names = "--additive",
                description = "Fit one that adds up over blocks: less accurate, but its best subnets can be proven.")
        private boolean additive;

        @Option(names = "--kernel", description = "Fit a Gaussian process, in which blocks interact.")
        private boolean kernel;

        FitChoice choice() {
            if (additive) {
                return FitChoice.ADDITIVE;
            }
            return kernel ? FitChoice.KERNEL : FitChoice.BEST;
        }
    }

    /** @param source in a few words */
    private record Fitted(PredictorModel model, Path place, String source) {}

    @Override
    public Integer call() {
        Fitted fitted = supernet == null ? toTable() : toSupernet();
        PredictorQuality quality = fitted.model().quality().orElseThrow();
        spec.commandLine().getOut().print(json ? JsonFile.text(quality) : text(fitted, quality));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private Fitted toTable() {
        SearchSpace found = space.find()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--space says what the subnets are of"));
        if (csv == null || output == null) {
            throw new ParameterException(spec.commandLine(), "a fit needs a CSV and --output, or --supernet");
        }
        OutputFolder.requireWritableFile(output);
        EvaluatedPairsCsv pairs = EvaluatedPairsCsv.read(csv, found);
        PredictorModel model = PredictorFit.of(found, pairs.pairs(), kind.choice(), seed);
        model.write(output);
        return new Fitted(model, output, "accuracies read as " + pairs.unit());
    }

    private Fitted toSupernet() {
        if (csv != null || output != null || space.find().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--supernet has a space and subnets of its own, and takes the predictor");
        }
        Home home = Home.here();
        Path folder = home.supernet(supernet);
        OutputFolder.requireWritable(folder);
        PredictorModel model = SupernetPredictor.fitted(folder, home.space(folder), kind.choice(), seed);
        // several files make a supernet, and one with some of them is damaged: from here on it is finished
        interruption.heeded();
        AddedPredictor.to(folder, model);
        return new Fitted(model, folder, "accuracies of " + Supernet.PAIRS);
    }

    private static String text(Fitted fitted, PredictorQuality quality) {
        return String.format(
                Locale.ROOT,
                "predictor %s%nkind      %s%nfitted to %,d distinct subnets (%s)%n"
                        + "held out  %,d of them: Spearman %.3f, Kendall %.3f, RMSE %.3f points%n"
                        + "interval  %,d of %,d held-out subnets inside their 95 %% interval, \u00b1 %.3f points on average%n",
                fitted.place(),
                fitted.model().description(),
                quality.pairs(),
                fitted.source(),
                quality.heldOutPairs(),
                quality.spearman(),
                quality.kendallTau(),
                100 * quality.rmse(),
                quality.insideInterval(),
                quality.heldOutPairs(),
                100 * quality.meanHalfWidth());
    }
}
