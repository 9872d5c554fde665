package dev.specialize.latency;

import dev.specialize.regression.Normal;

/**
 * How long a network is predicted to take: a normal distribution.
 *
 * @param nanos mean
 * @param deviationNanos standard deviation
 */
public record LatencyPrediction(double nanos, double deviationNanos) {
    /** Chance that it takes no longer than a budget. */
    public double probabilityWithin(double budgetNanos) {
        if (deviationNanos == 0) {
            return nanos <= budgetNanos ? 1 : 0;
        }
        return Normal.below((budgetNanos - nanos) / deviationNanos);
    }

    /** What it takes at most, with a probability. */
    public double boundNanos(double probability) {
        return nanos + Normal.point(probability) * deviationNanos;
    }

    /** By which share the bound lies above the mean; below 0 for probabilities below a half. */
    public double relativeMargin(double probability) {
        return boundNanos(probability) / nanos - 1;
    }
}
