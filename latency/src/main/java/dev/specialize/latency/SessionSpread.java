package dev.specialize.latency;

import java.util.List;

/** How much all networks together take longer or shorter than when a device was profiled. */
final class SessionSpread {
    /** What nobody should promise less than: clocks, temperatures and neighbours of another day. */
    private static final double LEAST = 0.01;

    private SessionSpread() {}

    /**
     * The deviation of one process to come from the rounds, each a process of its own, few as they are.
     *
     * @param usualNanos of the reference in each round
     */
    static double of(List<Double> usualNanos) {
        int rounds = usualNanos.size();
        if (rounds < 2) {
            return LEAST;
        }
        ProcessSpread seen = new ProcessSpread(ProcessTimes.relativeDeviation(usualNanos), rounds - 1);
        return Math.max(LEAST, seen.asIfKnown(rounds));
    }

    /**
     * The deviation of another measurement, of m rounds, from the n of the profile: for three and more of each, 1/n +
     * 1/m is at most half of the 1/n + 1 of a single process.
     *
     * @param session deviation of one process to come
     */
    static double ofMeasurement(double session) {
        return reduced(session, Math.sqrt(2));
    }

    /** The deviation divided, but not below what nobody should promise less than. */
    static double reduced(double session, double divisor) {
        return Math.min(session, Math.max(LEAST, session / divisor));
    }
}
