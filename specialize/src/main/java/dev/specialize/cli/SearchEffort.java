package dev.specialize.cli;

import dev.specialize.search.Optimality;
import java.util.Locale;
import java.util.Optional;

/** What a search did, and what it proves, for a person. */
record SearchEffort(int evaluations, double seconds, Optional<Optimality> optimality) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d subnets predicted in %.2f s; %s", evaluations, seconds, proof());
    }

    private String proof() {
        return optimality
                .map(o -> o.proven()
                        ? "proven to be the best"
                        : String.format(Locale.ROOT, "at most %.2g points below the best", 100 * o.gap()))
                .orElse("no proof: this predictor does not add up over blocks");
    }
}
