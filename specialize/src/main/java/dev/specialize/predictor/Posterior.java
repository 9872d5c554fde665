package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.regression.Cholesky;

/**
 * What is believed of all accuracies after some were observed: a Gaussian process (Rasmussen and Williams, Gaussian
 * Processes for Machine Learning, 2006, sections 2.2 and 5.4.2), which is Bayesian linear regression where the kernel is
 * linear. Its variances are in units of the process's own.
 */
final class Posterior {
    private final GenomeCodec codec;
    private final Ridge ridge;
    private final Observations observations;
    private final KernelRows rows;
    private final Cholesky covariance;

    Posterior(GenomeCodec codec, Ridge ridge, Observations observations) {
        this.codec = codec;
        this.ridge = ridge;
        this.observations = observations;
        this.rows = new KernelRows(codec, ridge.kernel(), observations.genomes());
        this.covariance = new Cholesky(covariances());
    }

    private double[][] covariances() {
        double[][] matrix = new double[observations.genomes().size()][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = rows.of(observations.genomes().get(i));
            matrix[i][i] += ridge.ridge();
            for (int j = observations.own(); j < matrix.length; j++) {
                matrix[i][j] += observations.covariance(i, j);
            }
        }
        return matrix;
    }

    /** The mean, as a function of the architecture alone. */
    RidgePredictor predictor(Targets targets) {
        return new RidgePredictor(codec, ridge, targets, observations.genomes(), weights(targets));
    }

    private double[] weights(Targets targets) {
        return covariance.solve(targets.standardised(observations.accuracies()));
    }

    /** The variance of an accuracy that is yet to be measured on the images of the own observations, its noise included. */
    double variance(Genome genome) {
        double known = covariance.quadratic(rows.of(genome));
        return Math.max(0, rows.self(genome) - known) + ridge.ridge();
    }

    /** What the others say of each observation: all own. */
    LeaveOneOut leaveOneOut(Targets targets) {
        double[] residuals = weights(targets);
        double[] variances = covariance.inverseDiagonal();
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] /= variances[i];
            variances[i] = 1 / variances[i];
        }
        return new LeaveOneOut(residuals, variances);
    }
}
