package dev.specialize.devices;

import java.time.Duration;

/**
 * How often a model is run to know its time. One sample is the mean of a burst of runs that is long enough for the clock
 * to be exact.
 *
 * @param warmUp time of untimed runs before, at least; caches, clocks and allocators settle
 * @param samples number of bursts
 * @param burst length of one burst, at least; it always has at least one run
 */
public record Sampling(Duration warmUp, int samples, Duration burst) {
    public static final Sampling DEFAULT = new Sampling(Duration.ofMillis(3), 16, Duration.ofNanos(500_000));

    public Sampling {
        Require.that(!warmUp.isNegative(), "warmUp", "must be 0 or above", warmUp);
        Require.atLeast(1, "samples", samples);
        Require.that(!burst.isNegative(), "burst", "must be 0 or above", burst);
    }
}
