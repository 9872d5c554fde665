package dev.specialize.search;

import java.time.Duration;
import java.util.List;

/**
 * What a search found.
 *
 * @param finalists distinct architectures that keep all budgets, the most accurate first, at least one
 * @param evaluations distinct architectures whose accuracy was predicted, random search not counted
 * @param duration of the search, random search included
 * @param random what random search found with as many evaluations
 */
public record SearchResult(List<Candidate> finalists, int evaluations, Duration duration, RandomBaseline random) {
    public SearchResult {
        finalists = List.copyOf(finalists);
    }

    /** The most accurate, as predicted. */
    public Candidate best() {
        return finalists.get(0);
    }
}
