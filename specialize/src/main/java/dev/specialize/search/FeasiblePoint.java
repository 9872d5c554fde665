package dev.specialize.search;

import dev.specialize.genome.Genome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether constraints can be kept together, by an architecture that keeps them or by a proof that none does.
 *
 * <p>First Lagrangian relaxation: for weights w that sum to 1, the architecture of least weighted use is exact, and if
 * even that use exceeds 1, no architecture keeps all (weak duality). Multiplicative weights (Arora, Hazan and Kale,
 * Theory of Computing 8, 2012) move the weights towards what is violated. Between the two answers a depth-first branch
 * and bound decides, with the minimum of each cost and of the weighted use as bounds, unless its nodes run out.
 */
final class FeasiblePoint {
    /** Sums are taken in different orders, so a bound is trusted only beyond rounding. */
    static final double ROUNDING = 1e-9;

    private static final int ROUNDS = 300;
    private static final double LEARNING_RATE = 1.0;

    private final List<Constraint> constraints;
    private final List<AdditiveBound> bounds;
    private final long nodes;
    private final double[] weights;
    private Genome closest;

    private FeasiblePoint(List<Constraint> constraints, List<AdditiveBound> bounds, long nodes) {
        this.constraints = constraints;
        this.bounds = bounds;
        this.nodes = nodes;
        this.weights = new double[bounds.size()];
        Arrays.fill(weights, 1.0 / weights.length);
        this.closest = bounds.get(0).cost().minimisingGenome();
    }

    /**
     * @param constraints at least one, over one space
     * @param bounds the same as sums
     * @param nodes the most that branch and bound may visit
     * @throws InfeasibleException if none is found; the message says whether there is none
     */
    static Genome of(List<Constraint> constraints, List<AdditiveBound> bounds, long nodes) {
        for (Constraint constraint : constraints) {
            AdditiveBound alone = constraint.bound();
            if (!alone.allows(alone.cost().minimisingGenome())) {
                throw InfeasibleException.alone(constraint);
            }
        }
        return new FeasiblePoint(constraints, bounds, nodes).find();
    }

    private Genome find() {
        for (AdditiveBound bound : bounds) {
            consider(bound.cost().minimisingGenome());
        }
        for (int round = 0; round < ROUNDS && use(closest) > 1; round++) {
            AdditiveCost weighted = weightedUse();
            if (weighted.minimum() > 1 + ROUNDING) {
                throw InfeasibleException.together(constraints, closest);
            }
            consider(weighted.minimisingGenome());
            shiftWeights(weighted.minimisingGenome(), round);
        }
        return allowed(closest) ? closest : branch();
    }

    private Genome branch() {
        BranchAndBound search = new BranchAndBound(bounds, weightedUse(), nodes);
        Optional<Genome> found = search.find();
        if (found.isPresent()) {
            return found.get();
        }
        throw search.complete()
                ? InfeasibleException.together(constraints, closest)
                : InfeasibleException.undecided(constraints, closest);
    }

    private void consider(Genome genome) {
        if (use(genome) < use(closest)) {
            closest = genome;
        }
    }

    private boolean allowed(Genome genome) {
        return bounds.stream().allMatch(b -> b.allows(genome));
    }

    /** The largest use of any limit. */
    private double use(Genome genome) {
        return bounds.stream().mapToDouble(b -> b.use(genome)).max().orElseThrow();
    }

    private AdditiveCost weightedUse() {
        return AdditiveBound.weightedUse(bounds.get(0).cost().codec(), bounds, weights);
    }

    private void shiftWeights(Genome genome, int round) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double excess = bounds.get(i).use(genome) - 1;
            double step = LEARNING_RATE / Math.sqrt(1 + round);
            weights[i] *= Math.exp(step * Math.max(-1, Math.min(1, excess)));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }
}
