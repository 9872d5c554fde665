package dev.specialize.cli;

import dev.specialize.search.Candidate;
import dev.specialize.search.ConstraintUse;
import dev.specialize.search.Optimality;
import dev.specialize.search.SearchResult;
import dev.specialize.specialization.Limits;
import dev.specialize.specialization.Ranking;
import dev.specialize.specialization.SubnetSearch;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a search, or several with different seeds, found for a budget.
 *
 * @param predictedAccuracy of the best answer of any seed; empty if subnets are ranked by angle
 * @param accuracies of all seeds' answers, in the order of the seeds; none if subnets are ranked by angle
 * @param uses what the best takes of each budget
 * @param gainOverRandom by how much it is better than random search with as many evaluations; empty if that found nothing,
 *     or subnets are ranked by angle
 * @param optimality of the best, where the predictor allows a proof
 */
record SearchAnswer(
        String budget,
        String architecture,
        Optional<Double> predictedAccuracy,
        List<Double> accuracies,
        List<ConstraintUse> uses,
        Optional<Double> gainOverRandom,
        int evaluations,
        double seconds,
        Optional<Optimality> optimality) {
    static SearchAnswer of(SubnetSearch search, Limits limits, List<SearchResult> results) {
        SearchResult best = results.stream()
                .max(Comparator.comparingDouble(r -> r.best().predictedAccuracy()))
                .orElseThrow();
        Candidate candidate = best.best();
        return new SearchAnswer(
                limits.toString(),
                candidate.architecture().toString(),
                search.asAccuracy(candidate.predictedAccuracy()),
                results.stream()
                        .flatMap(r -> search.asAccuracy(r.best().predictedAccuracy()).stream())
                        .toList(),
                candidate.uses(),
                best.gainOverRandom().filter(gain -> search.predictsAccuracy()),
                best.evaluations(),
                best.duration().toNanos() / 1e9,
                best.optimality());
    }

    /** For a person. */
    @Override
    public String toString() {
        return line("budget", budget)
                + line("subnet", architecture)
                + line("predicted", predicted())
                + (accuracies.size() > 1 ? line("seeds", spread()) : "")
                + (predictedAccuracy.isPresent() ? line("random", random()) : "")
                + line("search", new SearchEffort(evaluations, seconds, optimality).toString());
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "%-9s %s%n", name, value);
    }

    private String predicted() {
        String others = uses.stream().skip(1).map(use -> ", " + use.described()).collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "%s, %.4g ms%s",
                predictedAccuracy
                        .map(accuracy -> String.format(Locale.ROOT, "%.2f %%", 100 * accuracy))
                        .orElse(Ranking.ANGLE.told()),
                uses.get(0).predicted() / 1e6,
                others);
    }

    private String spread() {
        List<Double> sorted = accuracies.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%d of them: %.2f %% to %.2f %%, median %.2f %%",
                sorted.size(),
                100 * sorted.get(0),
                100 * sorted.get(sorted.size() - 1),
                50 * (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)));
    }

    private String random() {
        return gainOverRandom
                .map(gain -> String.format(
                        Locale.ROOT,
                        "%.2f points %s with as many subnets drawn at random",
                        100 * Math.abs(gain),
                        gain < 0 ? "more" : "less"))
                .orElse("no subnet within the budget among as many drawn at random");
    }
}
