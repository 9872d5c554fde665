package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import dev.specialize.predictor.AccuracyEstimates;
import dev.specialize.search.Candidate;
import dev.specialize.space.Architecture;
import dev.specialize.space.Cost;
import dev.specialize.specialization.AccuracyInterval;
import dev.specialize.specialization.ArchitectureFile;
import dev.specialize.specialization.Ranking;
import dev.specialize.specialization.SubnetSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is expected of given architectures. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Predicts accuracy and latency of given architectures, and counts what they cost.",
        footerHeading = "%nExample:%n",
        footer = {
            "  specialize predict architecture.json --device local",
            "",
            "A file is an architecture as search --output writes it, the reference's {\"ks\":..,\"e\":..,\"d\":..,\"r\":..},",
            "or a published net.config with its run.config beside it."
        })
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Architectures.")
    private List<Path> files;

    @Mixin
    private SearchInputs inputs;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /**
     * What is printed of one.
     *
     * @param predictedAccuracy empty if subnets are ranked by angle
     */
    private record Prediction(
            String file,
            String architecture,
            Optional<Double> predictedAccuracy,
            Optional<AccuracyInterval> interval,
            double predictedNanos,
            Cost cost) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "subnet    %s%npredicted %s%s, %.4f ms%ncost      %.1f million MACs, %.2f million parameters%n",
                    architecture,
                    predictedAccuracy
                            .map(accuracy -> String.format(Locale.ROOT, "%.4f %%", 100 * accuracy))
                            .orElse(Ranking.ANGLE.told()),
                    interval.map(Prediction::text).orElse(""),
                    predictedNanos / 1e6,
                    cost.macs() / 1e6,
                    cost.parameters() / 1e6);
        }

        private static String text(AccuracyInterval interval) {
            return String.format(
                    Locale.ROOT,
                    " (deviation %.3f points, 95 %%: %.2f to %.2f)",
                    100 * interval.deviation(),
                    100 * interval.lowest(),
                    100 * interval.highest());
        }
    }

    @Override
    public Integer call() {
        SubnetSearch search = inputs.search(spec);
        Optional<AccuracyEstimates> estimates = search.estimates();
        List<Prediction> predictions = new ArrayList<>();
        for (Path file : files) {
            Architecture architecture = ArchitectureFile.read(file, search.space());
            Candidate candidate = search.predicted(architecture);
            predictions.add(new Prediction(
                    file.toString(),
                    architecture.toString(),
                    search.asAccuracy(candidate.predictedAccuracy()),
                    estimates.map(e -> AccuracyInterval.of(e.of(architecture))),
                    candidate.uses().get(0).predicted(),
                    search.space().lower(architecture).cost()));
        }
        if (json) {
            spec.commandLine().getOut().print(JsonFile.text(predictions));
        } else {
            predictions.forEach(p -> spec.commandLine().getOut().print(p.text()));
        }
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
