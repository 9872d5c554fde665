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
    public MeasuredNet {
        Require.text("architecture", architecture);
        Require.positive("predictedNanos", predictedNanos);
        Require.notNegative("deviationNanos", deviationNanos);
    }

    /** How much longer it took than predicted, relative to the prediction; negative if it was faster. */
    public double relativeExcess() {
        return timing.latencyNanos() / predictedNanos - 1;
    }
}
