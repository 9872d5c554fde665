package dev.specialize.predictor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Cross-validation with every observation left out in turn, which a {@link Posterior} knows without being fitted again
 * (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, equation 5.12).
 *
 * @param residuals what was observed less what the others predict, in units of the targets' scale
 * @param variances that the others predict, in units of the process's
 */
@SuppressWarnings("ArrayRecordComponent") // stays in this package
record LeaveOneOut(double[] residuals, double[] variances) {
    double meanSquaredError() {
        return Arrays.stream(residuals).map(r -> r * r).average().orElseThrow();
    }

    /**
     * The variance of the process that makes the residuals as large as they are predicted to be, in units of the targets'
     * scale, and one standard error more: it is only estimated, and an interval that is too narrow is worse than one that
     * is too wide.
     */
    double processVariance() {
        double[] ratios = IntStream.range(0, residuals.length)
                .mapToDouble(i -> residuals[i] * residuals[i] / variances[i])
                .toArray();
        double mean = Arrays.stream(ratios).average().orElseThrow();
        double squares = Arrays.stream(ratios).map(r -> (r - mean) * (r - mean)).sum();
        return mean + Math.sqrt(squares) / ratios.length;
    }
}
