package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is searched: the space's genomes, what ranks them and what bounds them. */
record Problem(GenomeCodec codec, GenomeScore score, List<Constraint> constraints) {
    Problem {
        constraints = List.copyOf(constraints);
    }

    boolean allows(Genome genome) {
        for (Constraint constraint : constraints) {
            if (!constraint.allows(genome)) {
                return false;
            }
        }
        return true;
    }

    /** The constraint that a genome uses most of, if there are constraints. */
    Optional<Constraint> tightest(Genome genome) {
        return constraints.stream().max(Comparator.comparingDouble(c -> c.use(genome)));
    }

    /** The sum over constraints of cost, margin included, as a part of the limit; 0 without constraints. */
    AdditiveCost totalUse() {
        return AdditiveCost.weightedSum(
                codec,
                constraints.stream().map(Constraint::cost).toList(),
                constraints.stream()
                        .mapToDouble(c -> c.withMargin(1) / c.limit())
                        .toArray());
    }

    /** An allowed genome that takes little. */
    Genome anchor() {
        // Enough to decide what people ask for, few enough to end within a second.
        long nodes = 2_000_000;
        return constraints.isEmpty() ? codec.encode(codec.space().smallest()) : FeasiblePoint.of(constraints, nodes);
    }
}
