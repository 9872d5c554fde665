package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;

/**
 * A budget that a subnet has to keep: its cost, raised by a margin, is at most the limit.
 *
 * @param limit in the resource's unit, above 0
 * @param relativeMargin by which the real cost may exceed the predicted one, such as 0.03; at least 0
 * @param where the cost arises, for messages, such as {@code on pixel}; empty if the same everywhere
 */
public record Constraint(Resource resource, AdditiveCost cost, double limit, double relativeMargin, String where) {
    public Constraint {
        if (!(limit > 0 && Double.isFinite(limit))) {
            throw new IllegalArgumentException("limit must be above 0, got " + limit);
        }
        if (!(relativeMargin >= 0 && Double.isFinite(relativeMargin))) {
            throw new IllegalArgumentException("relativeMargin must be at least 0, got " + relativeMargin);
        }
    }

    /**
     * @param nanos predicted latency in nanoseconds
     * @param device whose latency it is, for messages
     */
    public static Constraint latency(LatencyBudget budget, AdditiveCost nanos, double relativeMargin, String device) {
        return new Constraint(Resource.LATENCY, nanos, (double) budget.nanos(), relativeMargin, "on " + device);
    }

    public static Constraint macs(MacBudget budget, SearchSpace space) {
        return new Constraint(Resource.MACS, AdditiveCost.macs(space), (double) budget.macs(), 0, "");
    }

    public static Constraint parameters(ParameterBudget budget, SearchSpace space) {
        return new Constraint(Resource.PARAMETERS, AdditiveCost.parameters(space), (double) budget.parameters(), 0, "");
    }

    public boolean allows(Architecture architecture) {
        return allows(cost.of(architecture));
    }

    boolean allows(Genome genome) {
        return allows(cost.of(genome));
    }

    private boolean allows(double predicted) {
        return withMargin(predicted) <= limit;
    }

    double withMargin(double predicted) {
        return predicted * (1 + relativeMargin);
    }

    /** Cost with margin as a part of the limit; at most 1 if allowed. */
    double use(Genome genome) {
        return withMargin(cost.of(genome)) / limit;
    }

    /** That part if the genome's resolution were another one. */
    double use(Genome genome, int resolution) {
        return withMargin(cost.of(genome, resolution)) / limit;
    }

    /** Such as {@code 3 ms on pixel}. */
    String described() {
        return resource.exactly(limit) + (where.isEmpty() ? "" : " " + where);
    }
}
