package dev.specialize.latency;

import dev.specialize.devices.MeasuredNet;
import java.util.List;

/** How much to add to a prediction so that 19 of 20 networks are not slower. */
final class Margin {
    /** The 95 % point of the normal distribution. */
    private static final double NORMAL_95 = 1.644854;

    private Margin() {}

    /**
     * The one-sided 95 % prediction bound of the next relative excess, as of normally distributed ones: mean + t * s *
     * sqrt(1 + 1/n), with Student's t of n - 1 degrees of freedom; never negative.
     *
     * @param heldOut at least two
     */
    static double of(List<MeasuredNet> heldOut) {
        int n = heldOut.size();
        double mean = heldOut.stream().mapToDouble(MeasuredNet::relativeExcess).sum() / n;
        double squares = heldOut.stream()
                .mapToDouble(net -> Math.pow(net.relativeExcess() - mean, 2))
                .sum();
        double deviation = Math.sqrt(squares / (n - 1));
        return Math.max(0, mean + student95(n - 1) * deviation * Math.sqrt(1 + 1.0 / n));
    }

    /** Expansion of Student's quantile in 1 / degrees of freedom (Abramowitz and Stegun 26.7.5), to second order. */
    private static double student95(int freedom) {
        double z = NORMAL_95;
        double first = (Math.pow(z, 3) + z) / 4;
        double second = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / 96;
        return z + first / freedom + second / (freedom * freedom);
    }
}
