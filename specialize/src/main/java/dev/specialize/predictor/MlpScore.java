package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import java.util.Optional;

/**
 * The perceptron's output, unclamped, for genomes of one codec. A table holds for each position and gene what it adds to
 * the first layer. For one thread, as every score is: it computes in buffers of its own.
 */
final class MlpScore implements GenomeScore {
    /** (position, gene, output of the first layer); empty where a gene adds nothing. The bias is in position 0. */
    private final float[][][] gains;

    private final PerceptronRun run;

    /** @throws IllegalArgumentException if the codec's space has something that the perceptron has no input for */
    MlpScore(Perceptron perceptron, MlpFeatures features, GenomeCodec codec) {
        this.run = new PerceptronRun(perceptron);
        this.gains = new float[codec.length()][][];
        for (int p = 0; p < gains.length; p++) {
            gains[p] = new float[codec.values(p)][];
            for (int v = 0; v < gains[p].length; v++) {
                float[] start = p == 0 ? perceptron.bias(0) : new float[0];
                gains[p][v] = sum(start, perceptron.rows(0), features.ones(codec, p, v));
            }
        }
    }

    private static float[] sum(float[] start, float[][] rows, int[] ones) {
        float[] sum = start;
        for (int one : ones) {
            sum = sum.length == 0 ? rows[one] : added(sum, rows[one]);
        }
        return sum;
    }

    private static float[] added(float[] one, float[] other) {
        float[] sum = one.clone();
        add(other, sum);
        return sum;
    }

    private static void add(float[] gain, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += gain[i];
        }
    }

    @Override
    public double of(Genome genome) {
        float[] sums = run.firstSums();
        System.arraycopy(gains[0][genome.gene(0)], 0, sums, 0, sums.length);
        for (int p = 1; p < gains.length; p++) {
            float[] gain = gains[p][genome.gene(p)];
            if (gain.length > 0) {
                add(gain, sums);
            }
        }
        return run.output();
    }

    @Override
    public Optional<double[][]> slopes(Genome genome) {
        of(genome);
        float[] first = run.firstSlopes();
        double[][] slopes = new double[gains.length][];
        for (int p = 0; p < slopes.length; p++) {
            slopes[p] = new double[gains[p].length];
            for (int v = 0; v < slopes[p].length; v++) {
                slopes[p][v] = gains[p][v].length == 0 ? 0 : dot(gains[p][v], first);
            }
        }
        return Optional.of(slopes);
    }

    /** Four partial sums, since one would wait for every addition before it. */
    private static double dot(float[] gain, float[] slopes) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < gain.length; i += 4) {
            a += gain[i] * slopes[i];
            b += gain[i + 1] * slopes[i + 1];
            c += gain[i + 2] * slopes[i + 2];
            d += gain[i + 3] * slopes[i + 3];
        }
        for (; i < gain.length; i++) {
            a += gain[i] * slopes[i];
        }
        return (double) a + b + (c + d);
    }
}
