package dev.specialize.fleet;

import java.util.List;

/**
 * Few models for many entries, and how good any other choice could be at most.
 *
 * @param chosen models, ascending
 * @param worth of them, see {@link ServiceTable}
 * @param bound no choice of as many models is worth more
 * @param proof where the bound is from
 */
record ModelChoice(List<Integer> chosen, double worth, double bound, Proof proof) {
    /** Worths differ by less than this only in their rounding. */
    static final double ROUNDING = 1e-9;

    /** Where a bound is from. */
    enum Proof {
        /** Branch and bound looked at all that could be better: the choice is the best. */
        BRANCH_AND_BOUND("branch-and-bound"),
        /** A Lagrangian relaxation (Cornuejols, Fisher and Nemhauser 1977). */
        LAGRANGIAN("lagrangian"),
        /** What the models that add most to the choice would add, if they did not overlap (Nemhauser, Wolsey and Fisher 1978). */
        GAINS("gains"),
        /** Greedy reaches 1 - 1/e of the best (Nemhauser, Wolsey and Fisher 1978). */
        GREEDY("greedy");

        private final String word;

        Proof(String word) {
            this.word = word;
        }

        /** The name in files. */
        @Override
        public String toString() {
            return word;
        }
    }

    ModelChoice {
        chosen = chosen.stream().sorted().toList();
        bound = Math.max(bound, worth);
    }

    boolean isBest() {
        return bound - worth <= ROUNDING;
    }
}
