package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.space.ArchitectureSampler;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Uniform draws over the distinct architectures, the best allowed one kept: what every search has to beat. */
final class RandomSearch {
    /** Where few draws are allowed, more are made, but not without end. */
    private static final int DRAWS_PER_EVALUATION = 2;

    private final Problem problem;
    private final ArchitectureSampler sampler;
    private final RandomGenerator random;
    private int draws;
    private int feasible;

    RandomSearch(Problem problem, RandomGenerator random) {
        this.problem = problem;
        this.sampler = new ArchitectureSampler(problem.codec().space());
        this.random = random;
    }

    Optional<Scored> best(int evaluations) {
        Set<Genome> seen = new HashSet<>();
        Optional<Scored> best = Optional.empty();
        while (feasible < evaluations && draws < DRAWS_PER_EVALUATION * evaluations) {
            draws++;
            Genome genome = problem.codec().encode(sampler.sample(random));
            if (problem.allows(genome) && seen.add(genome)) {
                feasible++;
                Scored scored = new Scored(genome, problem.score().of(genome));
                best = best.isPresent() && best.get().betterThan(scored) ? best : Optional.of(scored);
            }
        }
        return best;
    }

    int draws() {
        return draws;
    }

    int feasible() {
        return feasible;
    }
}
