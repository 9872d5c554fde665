package dev.specialize.search;

import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;

/**
 * A budget that a subnet has to keep: its cost, raised by a margin, is at most the limit.
 *
 * @param limit in the resource's unit, above 0
 * @param relativeMargin by which the real cost may exceed the predicted one, such as 0.03; at least 0
 * @param where the cost arises, for messages, such as {@code on pixel}; empty if the same everywhere
 */
public record Constraint(Resource resource, ResourceCost cost, double limit, double relativeMargin, String where) {
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

    /** @param bytes the most that a model file of the space has, see {@code ModelSize} */
    public static Constraint modelSize(SizeBudget budget, AdditiveCost bytes) {
        return new Constraint(Resource.MODEL_SIZE, bytes, (double) budget.bytes(), 0, "");
    }

    /** Activations of one image. */
    public static Constraint memory(MemoryBudget budget, SearchSpace space) {
        return new Constraint(Resource.MEMORY, PeakCost.activationBytes(space), (double) budget.bytes(), 0, "");
    }

    public boolean allows(Architecture architecture) {
        return withMargin(cost.of(architecture)) <= limit;
    }

    double withMargin(double predicted) {
        return predicted * (1 + relativeMargin);
    }

    /** The same as a bound on a sum. */
    AdditiveBound bound() {
        return cost.bound(1 + relativeMargin, limit);
    }

    /** Such as {@code 3 ms on pixel}. */
    String described() {
        return resource.exactly(limit) + (where.isEmpty() ? "" : " " + where);
    }
}
