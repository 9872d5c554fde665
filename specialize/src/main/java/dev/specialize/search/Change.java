package dev.specialize.search;

import dev.specialize.genome.GenomeCodec;

/**
 * One step away from a genome: another block at a place, one block more or less in a stage, another width of a stage.
 *
 * @param group changes of one group exclude each other
 * @param position whose gene becomes {@code value}
 * @param filling gene of the places that a greater depth adds; 0 where there are none
 * @param gain of score by this change alone
 */
record Change(int group, int position, int value, int filling, double gain) {
    Change withGain(double newGain) {
        return new Change(group, position, value, filling, newGain);
    }

    /** Writes it into genes, which may have gone through other changes. */
    void applyTo(int[] genes, GenomeCodec codec) {
        genes[position] = value;
        if (!codec.isDepth(position)) {
            return;
        }
        int stage = codec.stageIndexAt(position);
        int first = codec.firstPlace(stage);
        for (int p = first; p < first + codec.depth(stage, value); p++) {
            genes[p] = genes[p] == 0 ? filling : genes[p];
        }
        codec.empty(genes);
    }
}
