package dev.specialize.regression;

import java.util.List;

/**
 * How likely observations are under a {@link BayesianRegression} whose weights come in groups of equal deviation: the
 * marginal likelihood, by which the deviations can be chosen (Rasmussen and Williams, Gaussian Processes for Machine
 * Learning, 2006, section 5.4.1).
 */
public final class Evidence {
    /** (group, observation, observation): products of the group's features. */
    private final double[][][] kernels;

    private final double[] targets;

    /**
     * @param groups for each group of features their values (observation, feature)
     * @param targets one for each observation
     */
    public Evidence(List<double[][]> groups, double[] targets) {
        this.targets = targets.clone();
        this.kernels = groups.stream().map(Evidence::products).toArray(double[][][]::new);
    }

    private static double[][] products(double[][] features) {
        double[][] products = new double[features.length][features.length];
        for (int i = 0; i < features.length; i++) {
            for (int j = i; j < features.length; j++) {
                products[i][j] = product(features[i], features[j]);
            }
        }
        return products;
    }

    private static double product(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /**
     * The logarithm of the marginal likelihood, but for a constant.
     *
     * @param deviations of the weights of each group
     * @param noise standard deviation of the observations, above 0
     */
    public double logLikelihood(double[] deviations, double noise) {
        int n = targets.length;
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int g = 0; g < kernels.length; g++) {
                double variance = deviations[g] * deviations[g];
                for (int j = i; j < n; j++) {
                    covariance[i][j] += variance * kernels[g][i][j];
                }
            }
            covariance[i][i] += noise * noise;
        }
        Cholesky factor = new Cholesky(covariance);
        return -0.5 * (factor.quadratic(targets) + factor.logDeterminant());
    }
}
