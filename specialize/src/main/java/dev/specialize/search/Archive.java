package dev.specialize.search;

import dev.specialize.genome.Genome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Every genome scored so far, each once, and the best allowed ones of them. */
final class Archive {
    private final Problem problem;
    private final int evaluations;
    private final int kept;
    private final Map<Genome, Scored> seen = new HashMap<>();
    private final TreeSet<Scored> best = new TreeSet<>();

    /**
     * @param evaluations after which {@link #exhausted}
     * @param kept how many of the best to remember
     */
    Archive(Problem problem, int evaluations, int kept) {
        this.problem = problem;
        this.evaluations = evaluations;
        this.kept = kept;
    }

    /** Scores a genome, allowed or not, unless it is known already. */
    Scored scored(Genome genome) {
        Scored known = seen.get(genome);
        if (known != null) {
            return known;
        }
        Scored scored = new Scored(genome, problem.score().of(genome));
        seen.put(genome, scored);
        if (isFinalist(scored) && problem.allows(genome)) {
            best.add(scored);
            if (best.size() > kept) {
                best.pollLast();
            }
        }
        return scored;
    }

    private boolean isFinalist(Scored scored) {
        return best.size() < kept || scored.betterThan(best.last());
    }

    boolean knows(Genome genome) {
        return seen.containsKey(genome);
    }

    boolean exhausted() {
        return seen.size() >= evaluations;
    }

    int evaluations() {
        return seen.size();
    }

    /** The best allowed ones, best first. */
    List<Scored> best() {
        return List.copyOf(best);
    }
}
