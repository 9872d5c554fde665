package dev.specialize.regression;

/**
 * Bayesian linear regression (Bishop, Pattern Recognition and Machine Learning, 2006, section 3.3): weights that are
 * independent and normal around 0 before the evidence, and their joint normal distribution after it.
 */
public final class BayesianRegression {
    /** Standard deviation of each weight before the evidence; 0 fixes it at 0. */
    private final double[] deviations;
    /** Of I + sum(x x^T / noise^2), with x in units of the deviations. */
    private final Cholesky precision;
    /** In units of the deviations. */
    private final double[] mean;

    private BayesianRegression(double[] deviations, Cholesky precision, double[] mean) {
        this.deviations = deviations;
        this.precision = precision;
        this.mean = mean;
    }

    /**
     * Learns from observations: features times weights is a target, but for noise.
     *
     * @param deviations of the weights before the evidence, one for each feature
     * @param features (observation, feature)
     * @param targets one for each observation
     * @param noise standard deviation of each observation, above 0
     */
    public static BayesianRegression fit(double[] deviations, double[][] features, double[] targets, double[] noise) {
        int n = deviations.length;
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = 1;
        }
        double[] right = new double[n];
        for (int k = 0; k < targets.length; k++) {
            double[] row = scaled(features[k], deviations, 1 / noise[k]);
            for (int i = 0; i < n; i++) {
                if (row[i] != 0) {
                    right[i] += row[i] * targets[k] / noise[k];
                    addRow(matrix[i], row, row[i], i);
                }
            }
        }
        Cholesky precision = new Cholesky(matrix);
        return new BayesianRegression(deviations.clone(), precision, precision.solve(right));
    }

    private static void addRow(double[] to, double[] row, double factor, int from) {
        for (int j = from; j < row.length; j++) {
            to[j] += factor * row[j];
        }
    }

    private static double[] scaled(double[] features, double[] deviations, double factor) {
        double[] scaled = new double[features.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = features[i] * deviations[i] * factor;
        }
        return scaled;
    }

    /** The mean weight of a feature. */
    public double weight(int feature) {
        return mean[feature] * deviations[feature];
    }

    /** The variance of features times weights, without the noise of an observation. */
    public double variance(double[] features) {
        return precision.quadratic(scaled(features, deviations, 1));
    }
}
