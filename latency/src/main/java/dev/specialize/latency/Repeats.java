package dev.specialize.latency;

import java.time.Duration;

/**
 * What counts as disturbed, and how much is done about it.
 *
 * @param tolerance relative deviation of the reference network from its usual time that makes a lap count as disturbed
 * @param most repeats of a lap, and of a round in which the device was slower
 * @param deadlineNanos time, as of {@link System#nanoTime}, after which nothing is repeated
 */
record Repeats(double tolerance, int most, long deadlineNanos) {
    /** @param patience from now on */
    static Repeats within(Duration patience, double tolerance, int most) {
        return new Repeats(tolerance, most, System.nanoTime() + patience.toNanos());
    }

    boolean inTime() {
        return nanosLeft() > 0;
    }

    /** Until nothing is repeated any more. */
    long nanosLeft() {
        return Math.max(0, deadlineNanos - System.nanoTime());
    }
}
