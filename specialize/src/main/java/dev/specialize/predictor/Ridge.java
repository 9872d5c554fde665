package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.regression.Cholesky;
import java.util.Arrays;
import java.util.List;

/**
 * Kernel ridge regression: the weights alpha = (K + ridge I)^-1 y of standardised targets y (Saunders, Gammerman and
 * Vovk, ICML 1998).
 *
 * @param ridge above 0
 */
record Ridge(Kernel kernel, double ridge) {
    Ridge {
        if (!(ridge > 0 && Double.isFinite(ridge))) {
            throw new IllegalArgumentException("ridge must be above 0, got " + ridge);
        }
    }

    /** @param genomes at least one, all different, of the codec's space */
    RidgePredictor fit(GenomeCodec codec, List<Genome> genomes, double[] accuracies) {
        double mean = Arrays.stream(accuracies).average().orElseThrow();
        double scale = standardDeviation(accuracies, mean);
        double[] targets =
                Arrays.stream(accuracies).map(a -> (a - mean) / scale).toArray();
        double[] weights = new Cholesky(matrix(codec, genomes)).solve(targets);
        return new RidgePredictor(codec, this, mean, scale, genomes, weights);
    }

    private static double standardDeviation(double[] values, double mean) {
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return variance > 0 ? Math.sqrt(variance) : 1;
    }

    private double[][] matrix(GenomeCodec codec, List<Genome> genomes) {
        KernelSums sums = new KernelSums(kernel, new OneHotFeatures(codec), genomes);
        double[] values = new double[sums.largest() + 1];
        Arrays.setAll(values, kernel::value);
        double[][] matrix = new double[genomes.size()][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = Arrays.stream(sums.of(genomes.get(i)))
                    .mapToDouble(s -> values[s])
                    .toArray();
            matrix[i][i] += ridge;
        }
        return matrix;
    }
}
