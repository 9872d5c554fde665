package dev.specialize.predictor;

import java.util.Arrays;

/**
 * How accuracies become numbers around 0 of about 1, and back.
 *
 * @param mean a fraction
 * @param scale a fraction, above 0
 */
record Targets(double mean, double scale) {
    Targets {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean must be finite, got " + mean);
        }
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("scale must be above 0, got " + scale);
        }
    }

    /** By mean and standard deviation; equal accuracies keep their scale. */
    static Targets of(double[] accuracies) {
        double mean = Arrays.stream(accuracies).average().orElseThrow();
        double variance = Arrays.stream(accuracies)
                .map(a -> (a - mean) * (a - mean))
                .average()
                .orElseThrow();
        return new Targets(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    double[] standardised(double[] accuracies) {
        return Arrays.stream(accuracies).map(a -> (a - mean) / scale).toArray();
    }
}
