package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.ArrayList;
import java.util.List;

/** All that is one {@link Change} away from a genome. */
final class Neighbourhood {
    private final GenomeCodec codec;

    Neighbourhood(GenomeCodec codec) {
        this.codec = codec;
    }

    /** Their gains are 0, for the caller to fill in. */
    List<Change> of(Genome genome) {
        List<Change> changes = new ArrayList<>();
        for (int s = 0; s < codec.stages(); s++) {
            addWidths(changes, genome, s);
            addDepths(changes, genome, s);
            for (int p = codec.firstPlace(s); p < codec.firstPlace(s + 1) && genome.gene(p) > 0; p++) {
                for (int v = 1; v < codec.values(p); v++) {
                    if (v != genome.gene(p)) {
                        changes.add(new Change(p, p, v, 0, 0));
                    }
                }
            }
        }
        return changes;
    }

    private void addWidths(List<Change> changes, Genome genome, int stage) {
        int position = codec.widthPosition(stage);
        for (int w = 0; w < codec.widths(stage); w++) {
            if (w != genome.gene(position)) {
                changes.add(new Change(position, position, w, 0, 0));
            }
        }
    }

    /** A block that goes or comes excludes other changes at its place. */
    private void addDepths(List<Change> changes, Genome genome, int stage) {
        int position = codec.depthPosition(stage);
        int depth = genome.gene(position);
        int end = codec.firstPlace(stage) + codec.depth(stage, depth);
        if (depth > 0) {
            changes.add(new Change(end - 1, position, depth - 1, 0, 0));
        }
        if (depth + 1 < codec.values(position)) {
            for (int filling = 1; filling < codec.values(end); filling++) {
                changes.add(new Change(end, position, depth + 1, filling, 0));
            }
        }
    }
}
