package dev.specialize.latency;

import dev.specialize.devices.Sampling;

/**
 * How a device is profiled.
 *
 * @param sampling of one visit to a model
 * @param rounds visits to each model, in another order each time
 * @param lapLength models between two visits to the reference network
 * @param tableResolutions resolutions at most whose blocks are timed; between them times are interpolated
 * @param calibrationNets whole networks for each of those resolutions
 * @param heldOutNets whole networks of any resolution that only tell the error
 * @param tolerance relative deviation of the reference network from its median that makes a lap count as disturbed
 * @param repeats passes over all disturbed laps before giving up
 * @param seed of the order and of the networks
 */
public record ProfilePlan(
        Sampling sampling,
        int rounds,
        int lapLength,
        int tableResolutions,
        int calibrationNets,
        int heldOutNets,
        double tolerance,
        int repeats,
        long seed) {
    /** About half a minute for a space of small images; more rounds make times more exact than longer samplings do. */
    public static final ProfilePlan DEFAULT = new ProfilePlan(Sampling.DEFAULT, 7, 12, 5, 7, 20, 0.10, 4, 1);

    public ProfilePlan {
        atLeast(1, "rounds", rounds);
        atLeast(1, "lapLength", lapLength);
        atLeast(2, "tableResolutions", tableResolutions);
        atLeast(1, "calibrationNets", calibrationNets);
        atLeast(2, "heldOutNets", heldOutNets);
        atLeast(0, "repeats", repeats);
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("tolerance must be above 0 and below 1, got " + tolerance);
        }
    }

    private static void atLeast(int minimum, String field, int value) {
        if (value < minimum) {
            throw new IllegalArgumentException(field + " must be at least " + minimum + ", got " + value);
        }
    }

    /** Undisturbed visits that every model needs at least: more than half. */
    int requiredVisits() {
        return rounds / 2 + 1;
    }
}
