package dev.specialize.specialization;

import dev.specialize.predictor.AccuracyEstimate;

/**
 * The 95 % interval around a predicted accuracy.
 *
 * @param deviation standard deviation, a fraction
 * @param lowest in 0..1
 * @param highest in 0..1
 */
public record AccuracyInterval(double deviation, double lowest, double highest) {
    /** That of an estimate. */
    public static AccuracyInterval of(AccuracyEstimate estimate) {
        return new AccuracyInterval(estimate.deviation(), estimate.lowest(), estimate.highest());
    }
}
