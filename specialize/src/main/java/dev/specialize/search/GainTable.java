package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.Arrays;

/**
 * What each gene is worth, measured by single changes of one genome. Genes interact little, so the table stays useful
 * some changes away from there.
 */
final class GainTable {
    /** (position, gene): score relative to the measured genome; NaN where not measured. */
    private final double[][] values;

    /** @param genome at which gains will be measured */
    GainTable(GenomeCodec codec, Genome genome) {
        values = new double[codec.length()][];
        for (int p = 0; p < values.length; p++) {
            values[p] = new double[codec.values(p)];
            Arrays.fill(values[p], Double.NaN);
            values[p][genome.gene(p)] = 0;
        }
    }

    void put(Change change, double gain) {
        values[change.group()][change.gene()] = gain;
    }

    /** What a change of a genome, the measured one or another, is expected to bring; NaN if that is not known. */
    double gain(Change change, Genome genome) {
        double[] ofGroup = values[change.group()];
        return ofGroup[change.gene()] - ofGroup[genome.gene(change.group())];
    }
}
