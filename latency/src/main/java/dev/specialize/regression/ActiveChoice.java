package dev.specialize.regression;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which observations teach a {@link BayesianRegression} most about what it will be asked: one after another, each lowers
 * the sum of the targets' variances most (Cohn, Neural Networks 9, 1996: active learning by expected variance). What will
 * be observed does not matter, so all can be chosen before the first is made.
 *
 * <p>With C the covariance of the weights and T the targets, observing x lowers that sum by x^T C T^T T C x / (x^T C x +
 * noise^2). C, C T^T T C and both parts of every candidate's fraction change by products of two vectors with each
 * observation.
 */
public final class ActiveChoice {
    /** (candidate, feature), in units of the deviations, as all that follows. */
    private final double[][] candidates;

    private final double noiseVariance;
    /** C: (feature, feature). */
    private final double[][] covariance;
    /** C T^T T C: (feature, feature). */
    private final double[][] influence;
    /** x^T C x of each candidate. */
    private final double[] variances;
    /** x^T C T^T T C x of each candidate. */
    private final double[] influences;

    private final BitSet chosen = new BitSet();

    /**
     * @param deviations of the weights, one for each feature
     * @param candidates (candidate, feature) that may be observed
     * @param targets (target, feature) that will be asked for
     * @param noise standard deviation of an observation, above 0
     */
    public ActiveChoice(double[] deviations, double[][] candidates, double[][] targets, double noise) {
        int n = deviations.length;
        this.candidates = scaled(candidates, deviations);
        this.noiseVariance = noise * noise;
        this.covariance = new double[n][n];
        this.influence = new double[n][n];
        for (int i = 0; i < n; i++) {
            covariance[i][i] = 1;
        }
        for (double[] target : scaled(targets, deviations)) {
            addProduct(influence, target, target, 1);
        }
        this.variances = new double[candidates.length];
        this.influences = new double[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            variances[i] = product(this.candidates[i], this.candidates[i]);
            influences[i] = product(this.candidates[i], product(influence, this.candidates[i]));
        }
    }

    private static double[][] scaled(double[][] rows, double[] deviations) {
        double[][] scaled = new double[rows.length][deviations.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < deviations.length; j++) {
                scaled[i][j] = rows[i][j] * deviations[j];
            }
        }
        return scaled;
    }

    private static void addProduct(double[][] to, double[] column, double[] row, double factor) {
        for (int i = 0; i < column.length; i++) {
            double own = factor * column[i];
            for (int j = 0; j < row.length; j++) {
                to[i][j] += own * row[j];
            }
        }
    }

    private static double[] product(double[][] matrix, double[] x) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = product(matrix[i], x);
        }
        return product;
    }

    private static double product(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /**
     * The next observations to make.
     *
     * @param count at most as many as there are candidates left
     * @return indices of candidates, none of them chosen before, the most instructive first
     */
    public List<Integer> choose(int count) {
        List<Integer> next = new ArrayList<>();
        while (next.size() < count && chosen.cardinality() < candidates.length) {
            int best = best();
            observe(best);
            chosen.set(best);
            next.add(best);
        }
        return next;
    }

    private int best() {
        int best = chosen.nextClearBit(0);
        for (int i = best; i < candidates.length; i = chosen.nextClearBit(i + 1)) {
            best = gain(i) > gain(best) ? i : best;
        }
        return best;
    }

    private double gain(int candidate) {
        return influences[candidate] / (variances[candidate] + noiseVariance);
    }

    private void observe(int candidate) {
        double[] towards = product(covariance, candidates[candidate]);
        double[] influenced = product(influence, candidates[candidate]);
        double total = variances[candidate] + noiseVariance;
        double square = influences[candidate] / (total * total);
        for (int i = 0; i < candidates.length; i++) {
            double along = product(candidates[i], towards);
            variances[i] -= along * along / total;
            influences[i] += along * (square * along - 2 * product(candidates[i], influenced) / total);
        }
        addProduct(covariance, towards, towards, -1 / total);
        addProduct(influence, towards, influenced, -1 / total);
        addProduct(influence, influenced, towards, -1 / total);
        addProduct(influence, towards, towards, square);
    }
}
