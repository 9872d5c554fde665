package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import dev.specialize.search.FrontPoint;
import dev.specialize.search.InfeasibleException;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchResult;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.ArchitectureFile;
import dev.specialize.specialization.FrontFile;
import dev.specialize.specialization.Limits;
import dev.specialize.specialization.SubnetSearch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A search and nothing more: no weights are needed, nothing is exported. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Finds the most accurate subnets within budgets, as predicted; exports nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specialize search --device local --latency 200us",
            "  specialize search --front front.json --latency 22ms --max-macs 200M"
        })
final class SearchCommand implements Callable<Integer> {
    private static final double FEWEST_SECONDS = 0.001;

    /** An hour. */
    private static final double MOST_SECONDS = 3600;

    /** What says how to search means nothing to a front. */
    private static final List<String> SEARCHING = List.of(
            "--space",
            "--width",
            "--supernet",
            "--predictor",
            "--profile",
            "--quantile",
            "--confidence",
            "--rank",
            "--seed",
            "--seeds",
            "--evaluations",
            "--seconds");

    @Spec
    private CommandSpec spec;

    @Mixin
    private SearchInputs inputs;

    @Option(
            names = "--latency",
            paramLabel = "BUDGET",
            required = true,
            description = "Budget of one inference, such as 30ms; several: 20ms,30ms.")
    private String latency;

    @Mixin
    private LimitOptions limits;

    @Option(
            names = "--front",
            paramLabel = "FILE",
            description = "Answer from a front that specialize front has computed, without searching.")
    private Path front;

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the search (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Search so many times, with this seed and those that follow it, and tell how the answers spread"
                            + " (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            description =
                    "Subnets to predict in a search for a budget, which may take a few until its margin is that of"
                            + " the answer (default: 20,000).")
    private Integer evaluations;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Search as long as that instead, for each budget and seed; what is found then depends on the"
                    + " machine.")
    private Double seconds;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Take the architecture of the answer, as specialize export reads it (one budget only).")
    private Path output;

    @Option(names = "--json", description = "Print the answers as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Limits others = limits.limits();
        List<Limits> asked = LatencyBudget.parseList(latency).stream()
                .map(others::withLatency)
                .toList();
        if (output != null && asked.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--output takes the answer of one budget");
        }
        if (seeds < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds must be at least 1, got " + seeds);
        }
        if (output != null) {
            OutputFolder.requireWritableFile(output);
        }
        return front == null ? searched(asked) : answered(asked);
    }

    private int searched(List<Limits> asked) {
        SearchSettings settings = settings();
        SubnetSearch search = inputs.search(spec);
        Console console = new Console(spec.commandLine().getErr());
        List<Object> answers = new ArrayList<>();
        int code = ExitCode.DONE;
        for (Limits one : asked) {
            try {
                SearchAnswer answer = answer(search, one, settings);
                answers.add(answer);
                show(answer);
                write(search.space().name(), answer.architecture());
            } catch (InfeasibleException e) {
                // the other budgets may still be met
                console.problem(e);
                answers.add(MissedBudget.of(one, e));
                code = ExitCode.INFEASIBLE;
            }
        }
        printJson(answers);
        return code;
    }

    private SearchAnswer answer(SubnetSearch search, Limits asked, SearchSettings settings) {
        List<SearchResult> results = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            results.add(search.under(asked, settings.withSeed(seed + i)));
        }
        return SearchAnswer.of(search, asked, results);
    }

    private SearchSettings settings() {
        if (evaluations != null && seconds != null) {
            throw new ParameterException(spec.commandLine(), "--evaluations and --seconds exclude each other");
        }
        if (evaluations != null && evaluations < 1) {
            throw new ParameterException(spec.commandLine(), "--evaluations must be at least 1, got " + evaluations);
        }
        if (seconds != null && !(seconds >= FEWEST_SECONDS && seconds <= MOST_SECONDS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds must be " + FEWEST_SECONDS + " to " + MOST_SECONDS + ", got " + seconds);
        }
        SearchSettings settings = SearchSettings.ofSeed(seed);
        settings = evaluations == null ? settings : settings.withEvaluations(evaluations);
        return seconds == null ? settings : settings.withTimeLimit(Duration.ofNanos((long) (seconds * 1e9)));
    }

    private int answered(List<Limits> asked) {
        requireNoSearch();
        FrontFile file = FrontFile.read(front);
        inputs.requireDevice(file.device(), front);
        Console console = new Console(spec.commandLine().getErr());
        List<Object> answers = new ArrayList<>();
        int code = ExitCode.DONE;
        for (Limits one : asked) {
            Optional<FrontPoint> best = file.best(one);
            if (best.isPresent()) {
                FrontAnswer answer = FrontAnswer.of(one, file.device(), best.get());
                answers.add(answer);
                show(answer);
                write(file.space(), answer.architecture());
            } else {
                String none = none(file, one);
                console.problem(none);
                answers.add(new MissedBudget(one.toString(), ExitCode.INFEASIBLE, none));
                code = ExitCode.INFEASIBLE;
            }
        }
        printJson(answers);
        return code;
    }

    private void requireNoSearch() {
        SEARCHING.stream()
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .findFirst()
                .ifPresent(o -> {
                    throw new ParameterException(
                            spec.commandLine(), o + " is of a search, --front answers without one");
                });
    }

    private String none(FrontFile file, Limits asked) {
        String least = file.leastNanos()
                .map(nanos -> String.format(Locale.ROOT, " (fastest: %.4g ms)", nanos / 1e6))
                .orElse("");
        return "No point of the front " + front + " keeps " + asked + " on " + file.device() + least
                + ". Maybe search for it: leave out --front";
    }

    private void write(String space, String architecture) {
        if (output != null) {
            ArchitectureFile.write(output, space, Architecture.parse(architecture));
        }
    }

    private void show(Object answer) {
        if (!json) {
            out().print(answer);
            out().flush();
        }
    }

    private void printJson(List<?> answers) {
        if (json) {
            out().print(JsonFile.text(answers));
            out().flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
