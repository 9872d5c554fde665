package dev.specialize.devices;

/**
 * What is believed of a device before whole networks were timed on it: how far, as a share, the truth may lie from what
 * its block table says. Each value is a standard deviation.
 *
 * @param scale of all blocks together
 * @param resolution of all blocks of a resolution
 * @param trait of all blocks that share a trait, such as their kernel
 * @param traitBySize the same, growing with the resolution
 * @param block of one block at all resolutions
 * @param blockBySize the same, growing with the resolution
 * @param count of what each block costs whatever its size, as a share of a usual block
 * @param noise of one network, which no block explains
 * @param session of all networks together from one process to another
 * @param processes of which that is the deviation, with one fewer degrees of freedom; 0 where it is only believed
 */
public record LatencyPrior(
        double scale,
        double resolution,
        double trait,
        double traitBySize,
        double block,
        double blockBySize,
        double count,
        double noise,
        double session,
        int processes) {
    /** Of times that are wrong by thousands of times nothing can be learnt. */
    private static final double LARGEST = 1e3;

    /** A table that is taken as it is. */
    public static final LatencyPrior CERTAIN = new LatencyPrior(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public LatencyPrior {
        requireDeviation("scale", scale);
        requireDeviation("resolution", resolution);
        requireDeviation("trait", trait);
        requireDeviation("traitBySize", traitBySize);
        requireDeviation("block", block);
        requireDeviation("blockBySize", blockBySize);
        requireDeviation("count", count);
        requireDeviation("noise", noise);
        requireDeviation("session", session);
        Require.that(processes == 0 || processes >= 2, "processes", "must be 0, or 2 and more", processes);
    }

    private static void requireDeviation(String field, double value) {
        Require.that(value >= 0 && value <= LARGEST, field, "must be 0 to " + LARGEST, value);
    }

    /** All that is known of a table is its usual error for whole networks, such as 0.06. */
    public static LatencyPrior ofError(double relativeError) {
        return new LatencyPrior(relativeError, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    public LatencyPrior withNoise(double newNoise) {
        return new LatencyPrior(
                scale, resolution, trait, traitBySize, block, blockBySize, count, newNoise, session, processes);
    }

    /** @param newProcesses that {@code newSession} was found in, at least 2 */
    public LatencyPrior withSession(double newSession, int newProcesses) {
        return new LatencyPrior(
                scale, resolution, trait, traitBySize, block, blockBySize, count, noise, newSession, newProcesses);
    }
}
