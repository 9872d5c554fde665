package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.List;

/**
 * A sum, raised by a factor, that may not exceed a limit: what every search works with, whatever constraints are made of.
 *
 * @param factor at least 1
 * @param limit above 0
 */
record AdditiveBound(AdditiveCost cost, double factor, double limit) {
    /**
     * Bounds that are kept together exactly where the constraints are. What only forbids layers is taken into every sum,
     * so that each of them alone, and whatever weighs one against another, knows of it.
     */
    static List<AdditiveBound> of(List<Constraint> constraints) {
        List<AdditiveBound> sums = constraints.stream()
                .filter(c -> c.cost().addsUp())
                .map(Constraint::bound)
                .toList();
        List<AdditiveBound> bans = constraints.stream()
                .filter(c -> !c.cost().addsUp())
                .map(Constraint::bound)
                .toList();
        return sums.isEmpty()
                ? bans
                : sums.stream().map(sum -> sum.excluding(bans)).toList();
    }

    private AdditiveBound excluding(List<AdditiveBound> bans) {
        AdditiveBound bound = this;
        for (AdditiveBound ban : bans) {
            // more than the limit for each forbidden layer, even where the rest costs less than nothing
            double penalty = 2 * (limit - Math.min(0, cost.minimum()));
            bound = new AdditiveBound(
                    AdditiveCost.weightedSum(cost.codec(), List.of(bound.cost, ban.cost), new double[] {1, penalty}),
                    factor,
                    limit);
        }
        return bound;
    }

    boolean allows(Genome genome) {
        return cost.of(genome) * factor <= limit;
    }

    /** The raised sum as a part of the limit; at most 1 if allowed. */
    double use(Genome genome) {
        return cost.of(genome) * factor / limit;
    }

    /** That part if the genome's resolution were another one. */
    double use(Genome genome, int resolution) {
        return cost.of(genome, resolution) * factor / limit;
    }

    /** Whether the block at a place of a genome takes more than the limit alone. */
    boolean isBrokenBy(Genome genome, int place) {
        int stage = cost.codec().stageIndexAt(place);
        int before = stage == 0 ? 0 : genome.gene(cost.codec().widthPosition(stage - 1));
        int pair = cost.pair(stage, before, genome.gene(cost.codec().widthPosition(stage)));
        return cost.block(genome.gene(0), place, pair, genome.gene(place)) * factor > limit;
    }

    /** The sum of uses, each times its weight. */
    static AdditiveCost weightedUse(GenomeCodec codec, List<AdditiveBound> bounds, double... weights) {
        double[] scaled = new double[weights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = weights[i] * bounds.get(i).factor / bounds.get(i).limit;
        }
        return AdditiveCost.weightedSum(
                codec, bounds.stream().map(AdditiveBound::cost).toList(), scaled);
    }
}
