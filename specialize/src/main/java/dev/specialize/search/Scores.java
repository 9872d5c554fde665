package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeScore;
import java.util.HashMap;
import java.util.Map;

/** Every genome scored so far, each once. */
final class Scores {
    private final GenomeScore score;
    private final Map<Genome, Scored> seen = new HashMap<>();

    Scores(GenomeScore score) {
        this.score = score;
    }

    Scored of(Genome genome) {
        Scored known = seen.get(genome);
        if (known != null) {
            return known;
        }
        Scored scored = new Scored(genome, score.of(genome));
        seen.put(genome, scored);
        return scored;
    }

    int evaluations() {
        return seen.size();
    }
}
