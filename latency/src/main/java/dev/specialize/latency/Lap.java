package dev.specialize.latency;

import dev.specialize.devices.Samples;
import java.util.Map;

/**
 * A few models timed in a row, with the reference network before and after.
 *
 * @param before latency of the reference
 * @param samplesBySubject in the order of measurement
 * @param after latency of the reference
 */
record Lap(double before, Map<Subject, Samples> samplesBySubject, double after) {
    /** How far the reference was from what it usually takes, relative to that. */
    double deviation(double usualNanos) {
        return Math.max(Math.abs(before / usualNanos - 1), Math.abs(after / usualNanos - 1));
    }

    /** How far the reference was from what it took before, relative to that. */
    double drift() {
        return Math.abs(after / before - 1);
    }

    double referenceNanos() {
        return (before + after) / 2;
    }
}
