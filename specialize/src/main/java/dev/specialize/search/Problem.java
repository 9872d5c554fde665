package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import java.util.List;

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

    /** For each constraint the cost, margin included, as a part of the limit. */
    double[] uses(Genome genome) {
        double[] uses = new double[constraints.size()];
        for (int i = 0; i < uses.length; i++) {
            uses[i] = constraints.get(i).use(genome);
        }
        return uses;
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
