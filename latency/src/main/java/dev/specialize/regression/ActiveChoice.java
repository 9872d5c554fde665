package dev.specialize.regression;

import java.util.ArrayList;
import java.util.List;

/**
 * Which observations teach a {@link BayesianRegression} most about what it will be asked: one after another, each lowers
 * the sum of the targets' variances most (Cohn, Neural Networks 9, 1996: active learning by expected variance). What will
 * be observed does not matter, so all can be chosen before the first is made.
 */
public final class ActiveChoice {
    /** (candidate, candidate and then target): covariance given what was chosen so far. */
    private final double[][] covariance;

    private final double noiseVariance;
    private final List<Integer> chosen = new ArrayList<>();

    /**
     * @param deviations of the weights, one for each feature
     * @param candidates (candidate, feature) that may be observed
     * @param targets (target, feature) that will be asked for
     * @param noise standard deviation of an observation, above 0
     */
    public ActiveChoice(double[] deviations, double[][] candidates, double[][] targets, double noise) {
        this.noiseVariance = noise * noise;
        double[][] scaled = scaled(candidates, deviations);
        double[][] asked = scaled(targets, deviations);
        this.covariance = new double[candidates.length][candidates.length + targets.length];
        for (int i = 0; i < candidates.length; i++) {
            for (int j = 0; j < covariance[i].length; j++) {
                covariance[i][j] = product(scaled[i], j < candidates.length ? scaled[j] : asked[j - candidates.length]);
            }
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
        int before = chosen.size();
        for (int i = 0; i < count && chosen.size() < covariance.length; i++) {
            observe(best());
        }
        return List.copyOf(chosen.subList(before, chosen.size()));
    }

    private int best() {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < covariance.length; i++) {
            double gain = chosen.contains(i) ? Double.NEGATIVE_INFINITY : gain(i);
            if (gain > most) {
                most = gain;
                best = i;
            }
        }
        return best;
    }

    private double gain(int candidate) {
        double sum = 0;
        for (int j = covariance.length; j < covariance[candidate].length; j++) {
            sum += covariance[candidate][j] * covariance[candidate][j];
        }
        return sum / (covariance[candidate][candidate] + noiseVariance);
    }

    private void observe(int candidate) {
        double[] row = covariance[candidate].clone();
        double total = row[candidate] + noiseVariance;
        for (int i = 0; i < covariance.length; i++) {
            double factor = row[i] / total;
            for (int j = 0; j < row.length; j++) {
                covariance[i][j] -= factor * row[j];
            }
        }
        chosen.add(candidate);
    }
}
