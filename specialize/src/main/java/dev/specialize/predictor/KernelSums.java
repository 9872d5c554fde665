package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import java.util.List;

/**
 * Adds up {@link Kernel#part}s of one genome against a fixed list of others, a table row for each position: additions of
 * whole rows, which is what makes predictions fast.
 */
final class KernelSums {
    /** (position, gene, other): parts. */
    private final int[][][] parts;

    private final int others;
    private final int largest;

    KernelSums(Kernel kernel, OneHotFeatures features, List<Genome> others) {
        this.others = others.size();
        this.parts = new int[features.positions()][][];
        int bound = 0;
        for (int p = 0; p < parts.length; p++) {
            parts[p] = new int[features.genes(p)][this.others];
            int largestPart = 0;
            for (int v = 0; v < parts[p].length; v++) {
                for (int i = 0; i < this.others; i++) {
                    parts[p][v][i] = kernel.part(features, p, v, others.get(i).gene(p));
                    largestPart = Math.max(largestPart, parts[p][v][i]);
                }
            }
            bound += largestPart;
        }
        this.largest = bound;
    }

    /** An upper bound of every sum. */
    int largest() {
        return largest;
    }

    /** The sum for each of the others. */
    int[] of(Genome genome) {
        int[] sums = new int[others];
        for (int p = 0; p < parts.length; p++) {
            int[] row = parts[p][genome.gene(p)];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += row[i];
            }
        }
        return sums;
    }
}
