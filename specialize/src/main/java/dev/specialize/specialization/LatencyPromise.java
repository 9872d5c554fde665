package dev.specialize.specialization;

import dev.specialize.devices.LatencyQuantile;

/**
 * What keeping a latency budget means.
 *
 * @param quantile of a process's runs that has to be within the budget
 * @param confidence chance of that for a process to come, from 0.5 to 0.999
 */
public record LatencyPromise(LatencyQuantile quantile, double confidence) {
    /** The median run, in 95 % of all processes. */
    public static final LatencyPromise USUAL = new LatencyPromise(LatencyQuantile.P50, 0.95);

    private static final double LEAST = 0.5;
    private static final double MOST = 0.999;

    public LatencyPromise {
        if (!(confidence >= LEAST && confidence <= MOST)) {
            throw new IllegalArgumentException(
                    "confidence must be from " + LEAST + " to " + MOST + ", got " + confidence);
        }
    }
}
