package dev.specialize.search;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param finalists distinct architectures that keep all budgets, the most accurate first, at least one
 * @param evaluations distinct architectures whose accuracy was predicted, random search not counted; those of searches
 *     that led to this one are added
 * @param duration of the search and of those that led to it, random search not counted
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

    /** The same with what an earlier search took, which led to it. */
    public SearchResult after(SearchResult earlier) {
        return new SearchResult(
                finalists, evaluations + earlier.evaluations, duration.plus(earlier.duration), optimality, random);
    }

    /** The same with other answers to the same question, the most accurate first, at least one. */
    public SearchResult withFinalists(List<Candidate> others) {
        double best = others.get(0).predictedAccuracy();
        return new SearchResult(others, evaluations, duration, optimality.map(o -> o.withAnswer(best)), random);
    }

    /** The same beside another random search. */
    public SearchResult withRandom(RandomBaseline newRandom) {
        return new SearchResult(finalists, evaluations, duration, optimality, newRandom);
    }

    /** By how much the best is predicted to be better than random search's; empty if that found none. */
    public Optional<Double> gainOverRandom() {
        return random.best().map(r -> best().predictedAccuracy() - r.predictedAccuracy());
    }
}
