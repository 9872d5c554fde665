package dev.specialize.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param finalists distinct architectures that keep all budgets, the most accurate first, at least one
 * @param evaluations distinct architectures whose accuracy was predicted, random search not counted
 * @param duration of the search, random search not counted
 * @param optimality where the predictor is additive and there is a budget
 * @param random what random search found with as many evaluations
 */
public record SearchResult(
        List<Candidate> finalists,
        int evaluations,
        Duration duration,
        Optional<Optimality> optimality,
        RandomBaseline random) {
    public SearchResult {
        finalists = List.copyOf(finalists);
    }

    /** The most accurate, as predicted. */
    public Candidate best() {
        return finalists.get(0);
    }

    /** By how much the best is predicted to be better than random search's; empty if that found none. */
    public Optional<Double> gainOverRandom() {
        return random.best().map(r -> best().predictedAccuracy() - r.predictedAccuracy());
    }
}
