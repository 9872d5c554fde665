package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Random architectures, the best allowed one kept: what every search has to beat. Each choice is drawn uniformly, so that
 * shallow architectures are as likely as deep ones, as the field's random search does.
 */
final class RandomSearch {
    /** Where few draws are allowed, more are made, but not without end. */
    private static final int DRAWS_PER_EVALUATION = 10;

    private final Problem problem;
    private final GenomeCodec codec;
    private final RandomGenerator random;
    private int draws;
    private int feasible;

    RandomSearch(Problem problem, RandomGenerator random) {
        this.problem = problem;
        this.codec = problem.codec();
        this.random = random;
    }

    Optional<Scored> best(int evaluations) {
        Set<Genome> seen = new HashSet<>();
        Optional<Scored> best = Optional.empty();
        while (feasible < evaluations && draws / DRAWS_PER_EVALUATION < evaluations) {
            draws++;
            Genome genome = drawn();
            if (problem.allows(genome) && seen.add(genome)) {
                feasible++;
                Scored scored = new Scored(genome, problem.score().of(genome));
                best = best.isPresent() && best.get().betterThan(scored) ? best : Optional.of(scored);
            }
        }
        return best;
    }

    private Genome drawn() {
        int[] genes = new int[codec.length()];
        for (int p = 0; p < genes.length; p++) {
            genes[p] = codec.isPlace(p) ? 1 + random.nextInt(codec.values(p) - 1) : random.nextInt(codec.values(p));
        }
        return codec.canonical(genes);
    }

    int draws() {
        return draws;
    }

    int feasible() {
        return feasible;
    }
}
