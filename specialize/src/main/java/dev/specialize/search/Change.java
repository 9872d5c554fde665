package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;

/**
 * One step away from a genome: another block at a place, one block more or less in a stage, another width of a stage.
 *
 * @param group the position that gets another gene: that of the width, of the block, or of the block that comes or goes;
 *     changes of one group exclude each other
 * @param gene that it gets; 0 for a block that goes
 * @param depth gene of the stage's depth if blocks come or go, else -1
 */
record Change(int group, int gene, int depth) {
    Genome appliedTo(Genome genome, GenomeCodec codec) {
        int[] genes = genome.toGenes();
        applyTo(genes, codec);
        return new Genome(genes);
    }

    /** Writes it into genes, which may have gone through other changes. */
    void applyTo(int[] genes, GenomeCodec codec) {
        if (depth < 0) {
            genes[group] = gene;
            return;
        }
        int stage = codec.stageIndexAt(group);
        genes[codec.depthPosition(stage)] = depth;
        int first = codec.firstPlace(stage);
        for (int p = first; p < first + codec.depth(stage, depth); p++) {
            genes[p] = genes[p] == 0 ? gene : genes[p];
        }
        codec.empty(genes);
    }
}
