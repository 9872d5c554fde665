package dev.specialize.latency;

import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.Samples;
import java.util.List;

/** How much to add to a prediction so that 19 of 20 networks are not slower. */
final class Margin {
    /** The 95 % point of the normal distribution. */
    private static final double NORMAL_95 = 1.644854;

    private Margin() {}

    /**
     * Two deviations that nobody foresees, each at its one-sided 95 % point, as independent ones add up: that of the next
     * network from its prediction, and that of the device at another time from what it was while it was profiled. Within
     * one measurement the held-out networks only show the first.
     *
     * @param heldOut at least two
     * @param referenceNanos the same network's latency again and again
     */
    static double of(List<MeasuredNet> heldOut, List<Double> referenceNanos) {
        Samples references = new Samples(referenceNanos);
        double drift = references.quantileNanos(0.95) / references.medianNanos() - 1;
        return Math.hypot(predictionBound(heldOut), drift);
    }

    /**
     * The one-sided 95 % prediction bound of the next relative excess, as of normally distributed ones: mean + t * s *
     * sqrt(1 + 1/n), with Student's t of n - 1 degrees of freedom. A mean below 0 counts as 0: that predictions were too
     * high so far is no reason to go closer to a budget.
     */
    static double predictionBound(List<MeasuredNet> heldOut) {
        int n = heldOut.size();
        double mean = heldOut.stream().mapToDouble(MeasuredNet::relativeExcess).sum() / n;
        double squares = heldOut.stream()
                .mapToDouble(net -> Math.pow(net.relativeExcess() - mean, 2))
                .sum();
        double deviation = Math.sqrt(squares / (n - 1));
        return Math.max(0, mean) + student95(n - 1) * deviation * Math.sqrt(1 + 1.0 / n);
    }

    /** Expansion of Student's quantile in 1 / degrees of freedom (Abramowitz and Stegun 26.7.5), to second order. */
    private static double student95(int freedom) {
        double z = NORMAL_95;
        double first = (Math.pow(z, 3) + z) / 4;
        double second = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / 96;
        return z + first / freedom + second / (freedom * freedom);
    }
}
