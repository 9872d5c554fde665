package dev.specialize.latency;

import dev.specialize.regression.Student;

/**
 * How long a network is predicted to take: Student's distribution around a mean.
 *
 * @param nanos mean
 * @param deviationNanos standard deviation
 * @param degrees of freedom that the deviation is known with, at least 1
 */
public record LatencyPrediction(double nanos, double deviationNanos, double degrees) {
    /** Chance that it takes no longer than a budget. */
    public double probabilityWithin(double budgetNanos) {
        if (deviationNanos == 0) {
            return nanos <= budgetNanos ? 1 : 0;
        }
        return Student.below((budgetNanos - nanos) / deviationNanos, degrees);
    }

    /** What it takes at most, with a probability. */
    public double boundNanos(double probability) {
        return nanos + Student.point(probability, degrees) * deviationNanos;
    }

    /** By which share the bound lies above the mean; below 0 for probabilities below a half. */
    public double relativeMargin(double probability) {
        return boundNanos(probability) / nanos - 1;
    }
}
