package dev.specialize.search;

import dev.specialize.genome.Genome;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The best allowed genomes of one search, and its end. */
final class Archive {
    private final Problem problem;
    private final Scores scores;
    private final BooleanSupplier exhausted;
    private final int kept;
    private final TreeSet<Scored> best = new TreeSet<>();

    /**
     * @param exhausted whether the search has to end
     * @param kept how many of the best to remember
     */
    Archive(Problem problem, Scores scores, BooleanSupplier exhausted, int kept) {
        this.problem = problem;
        this.scores = scores;
        this.exhausted = exhausted;
        this.kept = kept;
    }

    /** Scores a genome, allowed or not, unless it is known already. */
    Scored scored(Genome genome) {
        Scored scored = scores.of(genome);
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

    boolean exhausted() {
        return exhausted.getAsBoolean();
    }

    int evaluations() {
        return scores.evaluations();
    }

    /** The best allowed ones, best first. */
    List<Scored> best() {
        return List.copyOf(best);
    }
}
