package dev.specialize.search;

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

    /** An allowed genome that takes little. */
    Genome anchor() {
        // Enough to decide what people ask for, few enough to end within a second.
        long nodes = 2_000_000;
        return constraints.isEmpty()
                ? codec.encode(codec.space().smallest())
                : FeasiblePoint.of(constraints, nodes);
    }
}
