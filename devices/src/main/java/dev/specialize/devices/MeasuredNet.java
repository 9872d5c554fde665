package dev.specialize.devices;

/**
 * A whole network that was timed, beside what was predicted for it.
 *
 * @param architecture as a person reads it
 * @param resolution of its input in pixels
 * @param tableNanos sum of its blocks in the table
 * @param predictedNanos that sum, calibrated
 */
public record MeasuredNet(
        String architecture, int resolution, double tableNanos, double predictedNanos, Timing timing) {
    public MeasuredNet {
        Require.text("architecture", architecture);
        Require.atLeast(1, "resolution", resolution);
        Require.positive("tableNanos", tableNanos);
        Require.positive("predictedNanos", predictedNanos);
    }

    /** How much longer it took than predicted, relative to the prediction; negative if it was faster. */
    public double relativeExcess() {
        return timing.latencyNanos() / predictedNanos - 1;
    }
}
