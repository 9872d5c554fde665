package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is searched: the space's genomes, what ranks them and what bounds them.
 *
 * @param constraints as they were asked for
 * @param bounds the same as sums
 */
record Problem(GenomeCodec codec, GenomeScore score, List<Constraint> constraints, List<AdditiveBound> bounds) {
    Problem {
        constraints = List.copyOf(constraints);
        bounds = List.copyOf(bounds);
    }

    Problem(GenomeCodec codec, GenomeScore score, List<Constraint> constraints) {
        this(codec, score, constraints, AdditiveBound.of(constraints));
    }

    boolean allows(Genome genome) {
        for (AdditiveBound bound : bounds) {
            if (!bound.allows(genome)) {
                return false;
            }
        }
        return true;
    }

    /** The bound that a genome uses most of, if there are constraints. */
    Optional<AdditiveBound> tightest(Genome genome) {
        return bounds.stream().max(Comparator.comparingDouble(b -> b.use(genome)));
    }

    /** The sum over bounds of cost, margin included, as a part of the limit; 0 without constraints. */
    AdditiveCost totalUse() {
        double[] weights = new double[bounds.size()];
        Arrays.fill(weights, 1);
        return AdditiveBound.weightedUse(codec, bounds, weights);
    }

    /** An allowed genome that takes little. */
    Genome anchor() {
        // Enough to decide what people ask for, few enough to end within a second.
        long nodes = 2_000_000;
        return constraints.isEmpty()
                ? codec.encode(codec.space().smallest())
                : FeasiblePoint.of(constraints, bounds, nodes);
    }
}
