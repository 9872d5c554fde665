package dev.specialize.latency;

import java.util.Arrays;
import java.util.Optional;

/**
 * How long a multiply-accumulate may take. Numbers do not tell their unit, but this does: most ranges are three decades
 * wide, so exactly one of microseconds, milliseconds and seconds puts a time there.
 *
 * @param mostNanosPerMac is not in the range
 */
record PlausibleWork(double leastNanosPerMac, double mostNanosPerMac) {
    /**
     * One image at a time. The median over a table's blocks is 0.09 ns in the tables of a Note10 and 0.25 ns in that of a
     * Pixel 1, over whole networks 0.02 to 0.06 ns on graphics cards; processors of boards take the most.
     */
    static final PlausibleWork ONE_IMAGE = new PlausibleWork(0.005, 5);

    /** Many images at a time: 0.002 to 0.004 ns on graphics cards. */
    private static final PlausibleWork BATCHES = new PlausibleWork(0.0005, 0.5);
    /** A few at a time are also given to processors, which take hardly less than for one. */
    private static final PlausibleWork SMALL_BATCHES = new PlausibleWork(0.0005, 5);

    private static final int MANY = 16;

    /** @param batch images at a time */
    static PlausibleWork of(int batch) {
        return batch == 1 ? ONE_IMAGE : batch < MANY ? SMALL_BATCHES : BATCHES;
    }

    boolean contains(double nanosPerMac) {
        return nanosPerMac >= leastNanosPerMac && nanosPerMac < mostNanosPerMac;
    }

    /** The unit that would put a time there. */
    Optional<LatencyUnit> likely(double nanosPerMac, LatencyUnit read) {
        return Arrays.stream(LatencyUnit.values())
                .filter(unit -> contains(nanosPerMac * unit.toNanos(1) / read.toNanos(1)))
                .findFirst();
    }
}
