package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import dev.specialize.search.FrontPoint;
import dev.specialize.search.InvalidBudgetException;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.Resource;
import dev.specialize.search.SearchSettings;
import dev.specialize.specialization.FrontFile;
import dev.specialize.specialization.Limits;
import dev.specialize.specialization.Ranking;
import dev.specialize.specialization.SubnetSearch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All budgets of a device at once. */
@Command(
        name = "front",
        mixinStandardHelpOptions = true,
        description = "Searches the whole Pareto front of a device and saves it; search --front answers from it.",
        footerHeading = "%nExample:%n",
        footer = {"  specialize front --device local --output front.json"})
final class FrontCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SearchInputs inputs;

    @Option(
            names = "--budgets",
            paramLabel = "N",
            defaultValue = "50",
            description = "Latency budgets to search for (default: ${DEFAULT-VALUE}).")
    private int budgets;

    @Option(names = "--from", paramLabel = "BUDGET", description = "The tightest (default: what the fastest takes).")
    private String from;

    @Option(names = "--to", paramLabel = "BUDGET", description = "The loosest (default: what the largest takes).")
    private String to;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            defaultValue = "1500",
            description = "Subnets to predict for each (default: ${DEFAULT-VALUE}).")
    private int evaluations;

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the search (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "File for the front.")
    private Path output;

    @Option(names = "--json", description = "Print the front instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        if (budgets < 2 || evaluations < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--budgets must be at least 2 and --evaluations at least 1");
        }
        OutputFolder.requireWritableFile(output);
        SubnetSearch search = inputs.search(spec);
        if (!search.predictsAccuracy()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a front is one of predicted accuracies, and these subnets are " + Ranking.ANGLE.told()
                            + ", which predicts none. Maybe ask for one budget: specialize search");
        }
        List<LatencyBudget> spread = spread(search);
        long start = System.nanoTime();
        FrontFile front = search.front(spread, SearchSettings.ofSeed(seed).withEvaluations(evaluations));
        double seconds = (System.nanoTime() - start) / 1e9;
        front.write(output);
        if (json) {
            spec.commandLine().getOut().print(JsonFile.text(front));
            spec.commandLine().getOut().flush();
        } else {
            show(front, spread, seconds);
        }
        return ExitCode.DONE;
    }

    /** From the tightest to the loosest, each larger than the last by the same factor. */
    private List<LatencyBudget> spread(SubnetSearch search) {
        List<Double> range = search.latencyRange();
        LatencyBudget tightest = from == null ? budget(range.get(0)) : LatencyBudget.parse(from);
        LatencyBudget loosest = to == null ? budget(range.get(1)) : LatencyBudget.parse(to);
        if (tightest.nanos() >= loosest.nanos()) {
            throw new InvalidBudgetException("--from must be below --to, got " + tightest + " and " + loosest
                    + (from == null || to == null ? ". Maybe give both" : ""));
        }
        double ratio = (double) loosest.nanos() / tightest.nanos();
        return IntStream.range(0, budgets)
                .mapToObj(i -> budget(tightest.nanos() * Math.pow(ratio, i / (budgets - 1.0))))
                .toList();
    }

    private static LatencyBudget budget(double nanos) {
        return new LatencyBudget((long) Math.ceil(nanos));
    }

    private void show(FrontFile front, List<LatencyBudget> spread, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        String last = "";
        for (LatencyBudget budget : spread) {
            Optional<FrontPoint> best = front.best(Limits.NONE.withLatency(budget));
            String architecture = best.map(p -> p.architecture().toString()).orElse("");
            if (best.isPresent() && !architecture.equals(last)) {
                out.printf(
                        Locale.ROOT,
                        "%9.3f ms  %.2f %%  %.3f ms  %s%n",
                        budget.nanos() / 1e6,
                        100 * best.get().predictedAccuracy(),
                        best.get().costs().get(Resource.LATENCY) / 1e6,
                        architecture);
            }
            last = architecture;
        }
        out.printf(
                Locale.ROOT,
                "%s: %,d points from %,d subnets in %.1f s; a search for one budget may find a little more%n",
                output,
                front.points().size(),
                front.evaluations(),
                seconds);
        out.flush();
    }
}
