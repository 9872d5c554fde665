package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.List;

/**
 * Changes to make together.
 *
 * @param resolution gene of the resolution to make them at
 * @param gain of score if the gains of the changes and of the resolution add up
 */
record Combination(int resolution, List<Change> changes, double gain) {
    Combination {
        changes = List.copyOf(changes);
    }

    Genome appliedTo(Genome genome, GenomeCodec codec) {
        int[] genes = genome.toGenes();
        genes[0] = resolution;
        changes.forEach(change -> change.applyTo(genes, codec));
        return codec.canonical(genes);
    }
}
