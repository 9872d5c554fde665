package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.ArrayList;
import java.util.List;

/** All that is one {@link Change} away from a genome, the resolution apart. */
final class Neighbourhood {
    private static final int SAME_DEPTH = -1;

    private final GenomeCodec codec;

    Neighbourhood(GenomeCodec codec) {
        this.codec = codec;
    }

    List<Change> of(Genome genome) {
        List<Change> changes = new ArrayList<>();
        for (int s = 0; s < codec.stages(); s++) {
            addOthers(changes, genome, codec.widthPosition(s), 0);
            addDepths(changes, genome, s);
            for (int p = codec.firstPlace(s); p < codec.firstPlace(s + 1) && genome.gene(p) > 0; p++) {
                addOthers(changes, genome, p, 1);
            }
        }
        return changes;
    }

    private void addOthers(List<Change> changes, Genome genome, int position, int first) {
        for (int v = first; v < codec.values(position); v++) {
            if (v != genome.gene(position)) {
                changes.add(new Change(position, v, SAME_DEPTH));
            }
        }
    }

    private void addDepths(List<Change> changes, Genome genome, int stage) {
        int position = codec.depthPosition(stage);
        int depth = genome.gene(position);
        int end = codec.firstPlace(stage) + codec.depth(stage, depth);
        if (depth > 0) {
            changes.add(new Change(end - 1, 0, depth - 1));
        }
        if (depth + 1 < codec.values(position)) {
            for (int filling = 1; filling < codec.values(end); filling++) {
                changes.add(new Change(end, filling, depth + 1));
            }
        }
    }
}
