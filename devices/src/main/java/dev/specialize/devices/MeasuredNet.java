package dev.specialize.devices;

/**
 * A whole network that was timed, beside what was predicted for it by a model that did not know its time.
 *
 * @param architecture as a person reads it
 * @param predictedNanos mean of the prediction
 * @param deviationNanos standard deviation of the prediction
 */
public record MeasuredNet(
        String architecture, NetRole role, Timing timing, double predictedNanos, double deviationNanos) {
    /** Half the width of the 95 % interval in standard deviations: the two-sided 95 % point of the normal distribution. */
    public static final double INTERVAL_DEVIATIONS = 1.959964;

    public MeasuredNet {
        Require.text("architecture", architecture);
        Require.positive("predictedNanos", predictedNanos);
        Require.notNegative("deviationNanos", deviationNanos);
    }

    /** The lower end of the prediction's 95 % interval. */
    public double lowestNanos() {
        return predictedNanos - INTERVAL_DEVIATIONS * deviationNanos;
    }

    /** The upper end of the prediction's 95 % interval. */
    public double highestNanos() {
        return predictedNanos + INTERVAL_DEVIATIONS * deviationNanos;
    }

    public boolean withinInterval() {
        return timing.latencyNanos() >= lowestNanos() && timing.latencyNanos() <= highestNanos();
    }

    /** How much longer it took than predicted, relative to the prediction; negative if it was faster. */
    public double relativeExcess() {
        return timing.latencyNanos() / predictedNanos - 1;
    }
}
