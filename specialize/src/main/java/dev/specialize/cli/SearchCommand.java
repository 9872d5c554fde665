package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import dev.specialize.search.FrontPoint;
import dev.specialize.search.InfeasibleException;
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
    @Spec
    private CommandSpec spec;

    @Mixin
    private SearchInputs inputs;

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
            description = "Subnets to predict for each budget (default: 20,000).")
    private Integer evaluations;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Search as long as that instead; what is found then depends on the machine.")
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
        List<Limits> asked = limits.list();
        if (output != null && asked.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--output takes the answer of one budget");
        }
        if (seeds < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds must be at least 1, got " + seeds);
        }
        return front == null ? searched(asked) : answered(asked);
    }

    private int searched(List<Limits> asked) {
        SubnetSearch search = inputs.search(spec);
        SearchSettings settings = settings();
        Console console = new Console(spec.commandLine().getErr());
        List<SearchAnswer> answers = new ArrayList<>();
        int code = ExitCode.DONE;
        for (Limits one : asked) {
            try {
                SearchAnswer answer = answer(search, one, settings);
                answers.add(answer);
                show(answer);
                if (output != null) {
                    ArchitectureFile.write(output, search.space(), Architecture.parse(answer.architecture()));
                }
            } catch (InfeasibleException e) {
                // the other budgets may still be met
                console.problem(e);
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
        return SearchAnswer.of(asked, results);
    }

    private SearchSettings settings() {
        if (evaluations != null && seconds != null) {
            throw new ParameterException(spec.commandLine(), "--evaluations and --seconds exclude each other");
        }
        if (evaluations != null && evaluations < 1) {
            throw new ParameterException(spec.commandLine(), "--evaluations must be at least 1, got " + evaluations);
        }
        if (seconds != null && !(seconds > 0 && seconds <= 86_400)) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds must be above 0 and at most 86400, got " + seconds);
        }
        SearchSettings settings = SearchSettings.ofSeed(seed);
        settings = evaluations == null ? settings : settings.withEvaluations(evaluations);
        return seconds == null ? settings : settings.withTimeLimit(Duration.ofNanos((long) (seconds * 1e9)));
    }

    private int answered(List<Limits> asked) {
        FrontFile file = FrontFile.read(front);
        Console console = new Console(spec.commandLine().getErr());
        List<FrontAnswer> answers = new ArrayList<>();
        int code = ExitCode.DONE;
        for (Limits one : asked) {
            Optional<FrontPoint> best = file.best(one);
            if (best.isPresent()) {
                FrontAnswer answer = FrontAnswer.of(one, file.device(), best.get());
                answers.add(answer);
                show(answer);
            } else {
                console.problem("No point of the front " + front + " keeps " + one + " on " + file.device()
                        + ". Maybe search for it: leave out --front");
                code = ExitCode.INFEASIBLE;
            }
        }
        printJson(answers);
        return code;
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
