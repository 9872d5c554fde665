package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.Arrays;
import java.util.List;

/**
 * The kernel of one genome with each of a fixed list of others, from a table row for each position and gene: additions or
 * multiplications of whole rows, which is what makes predictions fast.
 */
final class KernelRows {
    private final Kernel kernel;
    private final Features features;
    /** (position, gene, other): parts of the kernel. */
    private final double[][][] parts;

    private final Totals totals;
    /** (total, other), where the kernel has totals. */
    private final int[][] totalsOfOthers;
    /** (total, difference): factors. */
    private final double[][] factors;

    KernelRows(GenomeCodec codec, Kernel kernel, List<Genome> others) {
        this.kernel = kernel;
        this.totals = new Totals(codec);
        int counted = kernel.encoding() == Encoding.TOTALLED ? totals.count() : 0;
        this.totalsOfOthers = new int[counted][];
        this.factors = new double[counted][totals.largest() + 1];
        int[][] ofOthers = others.stream().map(totals::of).toArray(int[][]::new);
        for (int k = 0; k < counted; k++) {
            int total = k;
            totalsOfOthers[k] = Arrays.stream(ofOthers).mapToInt(t -> t[total]).toArray();
            Arrays.setAll(factors[k], difference -> kernel.factor(totals, total, difference));
        }
        this.features = Features.of(codec, kernel.encoding());
        this.parts = new double[features.positions()][][];
        for (int p = 0; p < parts.length; p++) {
            parts[p] = new double[features.genes(p)][];
            for (int v = 0; v < parts[p].length; v++) {
                parts[p][v] = row(p, v, others);
            }
        }
    }

    private double[] row(int position, int gene, List<Genome> others) {
        double[] byGene = new double[features.genes(position)];
        for (int other = 0; other < byGene.length; other++) {
            byGene[other] = kernel.part(features, position, gene, other);
        }
        return others.stream().mapToDouble(o -> byGene[o.gene(position)]).toArray();
    }

    /** The kernel with each of the others. */
    double[] of(Genome genome) {
        double[] values = parts[0][genome.gene(0)].clone();
        for (int p = 1; p < parts.length; p++) {
            if (kernel.addsUp()) {
                add(parts[p][genome.gene(p)], values);
            } else {
                multiply(parts[p][genome.gene(p)], values);
            }
        }
        multiplyFactors(genome, values);
        return values;
    }

    /** The kernel of a genome with itself. */
    double self(Genome genome) {
        double value = kernel.part(features, 0, genome.gene(0), genome.gene(0));
        for (int p = 1; p < parts.length; p++) {
            double part = kernel.part(features, p, genome.gene(p), genome.gene(p));
            value = kernel.addsUp() ? value + part : value * part;
        }
        return value;
    }

    /** The sum over others of weight times what a position adds to a linear kernel. */
    double weighted(int position, int gene, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * parts[position][gene][i];
        }
        return sum;
    }

    int positions() {
        return parts.length;
    }

    int genes(int position) {
        return parts[position].length;
    }

    private static void add(double[] row, double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] += row[i];
        }
    }

    private void multiplyFactors(Genome genome, double[] values) {
        if (factors.length == 0) {
            return;
        }
        int[] own = totals.of(genome);
        for (int k = 0; k < factors.length; k++) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= factors[k][Math.abs(own[k] - totalsOfOthers[k][i])];
            }
        }
    }

    private static void multiply(double[] row, double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= row[i];
        }
    }
}
