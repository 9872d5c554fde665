package dev.specialize.search;

import dev.specialize.space.Architecture;
import java.util.List;

/**
 * An architecture that keeps all budgets, as predicted.
 *
 * @param predictedAccuracy a fraction in [0, 1]; good to rank by, not to promise
 * @param uses what it takes of each budget, in the order of the constraints
 */
public record Candidate(Architecture architecture, double predictedAccuracy, List<ConstraintUse> uses) {
    public Candidate {
        uses = List.copyOf(uses);
    }
}
