package dev.specialize.predictor;

import dev.specialize.regression.Student;

/**
 * What an architecture is predicted to reach, as a distribution: Student's around a mean.
 *
 * @param mean a fraction
 * @param deviation of what would be measured around the mean, at least 0
 * @param freedom degrees of it, at least 1: with few pairs the deviation itself is uncertain
 */
public record AccuracyEstimate(double mean, double deviation, int freedom) {
    /** That an interval holds what it is for. */
    public static final double CONFIDENCE = 0.95;

    public AccuracyEstimate {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("mean must be finite, got " + mean);
        }
        if (!(deviation >= 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException("deviation must be at least 0, got " + deviation);
        }
        if (freedom < 1) {
            throw new IllegalArgumentException("freedom must be at least 1, got " + freedom);
        }
    }

    /** From the mean to either end of the 95 % interval. */
    public double halfWidth() {
        return Student.point((1 + CONFIDENCE) / 2, freedom) * deviation;
    }

    /** Of the 95 % interval, at least 0. */
    public double lowest() {
        return Math.max(0, mean - halfWidth());
    }

    /** Of the 95 % interval, at most 1. */
    public double highest() {
        return Math.min(1, mean + halfWidth());
    }

    boolean holds(double accuracy) {
        return Math.abs(accuracy - mean) <= halfWidth();
    }
}
