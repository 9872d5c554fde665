package dev.specialize.search;

import java.util.Optional;

/**
 * What random search found: architectures each of whose choices is drawn uniformly, those that break a budget passed
 * over.
 *
 * @param draws made, repetitions included
 * @param feasible distinct ones that keep all budgets; only these are predicted
 * @param best of the feasible ones; empty if there were none
 */
public record RandomBaseline(int draws, int feasible, Optional<Candidate> best) {
    /** Where nobody searched at random. */
    public static final RandomBaseline NONE = new RandomBaseline(0, 0, Optional.empty());
}
