package dev.specialize.latency;

import dev.specialize.devices.Sampling;
import java.time.Duration;

/**
 * How a device is profiled.
 *
 * @param sampling of one visit to a model
 * @param leastRounds visits to each model, in another order each time, and in a process of its own where the device has one
 * @param mostRounds visits at most to a network whose time is not known to {@code precision} before
 * @param processes at least, to tell how much processes differ: where there are fewer rounds, the reference network alone is
 *     visited a few times in others. These take a fiftieth of the time where blocks are timed, and at most a third where
 *     only ten networks are
 * @param precision half of the 95 % confidence interval of a network's time, relative to it, that ends its visits
 * @param lapLength models between two visits to the reference network
 * @param tableResolutions resolutions at most whose blocks are timed; between them times are interpolated
 * @param calibrationNets whole networks that teach the model of the device
 * @param heldOutNets random networks that tell its error; 0 leaves that to cross-validation
 * @param tolerance relative deviation of the reference network from its usual time that makes a lap count as disturbed
 * @param repeats passes over all disturbed laps, and over rounds in which the device was slower, before going on
 * @param patience time from the beginning after which nothing is repeated any more
 * @param seed of the order and of the networks
 */
public record ProfilePlan(
        Sampling sampling,
        int leastRounds,
        int mostRounds,
        int processes,
        double precision,
        int lapLength,
        int tableResolutions,
        int calibrationNets,
        int heldOutNets,
        double tolerance,
        int repeats,
        Duration patience,
        long seed) {
    /** Enough for most: within 3 % on a quiet machine. */
    public static final ProfilePlan QUICK =
            new ProfilePlan(Sampling.DEFAULT, 3, 6, 8, 0.015, 12, 3, 40, 20, 0.10, 8, Duration.ofSeconds(150), 1);

    public static final ProfilePlan DEFAULT =
            new ProfilePlan(Sampling.DEFAULT, 4, 8, 8, 0.012, 12, 4, 80, 20, 0.10, 8, Duration.ofMinutes(6), 1);

    /** For profiles that many products depend on. */
    public static final ProfilePlan THOROUGH =
            new ProfilePlan(Sampling.DEFAULT, 6, 14, 8, 0.008, 12, 6, 200, 40, 0.10, 8, Duration.ofMinutes(20), 1);

    public ProfilePlan {
        atLeast(1, "leastRounds", leastRounds);
        atLeast(leastRounds, "mostRounds", mostRounds);
        atLeast(1, "processes", processes);
        atLeast(1, "lapLength", lapLength);
        atLeast(2, "tableResolutions", tableResolutions);
        atLeast(2, "calibrationNets", calibrationNets);
        atLeast(0, "heldOutNets", heldOutNets);
        atLeast(0, "repeats", repeats);
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative, got " + patience);
        }
        share("precision", precision);
        share("tolerance", tolerance);
    }

    private static void atLeast(int minimum, String field, int value) {
        if (value < minimum) {
            throw new IllegalArgumentException(field + " must be at least " + minimum + ", got " + value);
        }
    }

    private static void share(String field, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(field + " must be above 0 and below 1, got " + value);
        }
    }

    /** The same for a device like another that is known: a few networks tell in what it differs. */
    public ProfilePlan adapting() {
        return withNets(10, 0);
    }

    /** The same with other networks. */
    public ProfilePlan withNets(int newCalibrationNets, int newHeldOutNets) {
        return with(newCalibrationNets, newHeldOutNets, patience);
    }

    /** The same with another time after which nothing is repeated. */
    public ProfilePlan withPatience(Duration newPatience) {
        return with(calibrationNets, heldOutNets, newPatience);
    }

    private ProfilePlan with(int newCalibrationNets, int newHeldOutNets, Duration newPatience) {
        return new ProfilePlan(
                sampling,
                leastRounds,
                mostRounds,
                processes,
                precision,
                lapLength,
                tableResolutions,
                newCalibrationNets,
                newHeldOutNets,
                tolerance,
                repeats,
                newPatience,
                seed);
    }

    /** What it does about disturbances from now on. */
    Repeats repeatsFromNow() {
        return Repeats.within(patience, tolerance, repeats);
    }

    /** Undisturbed visits that every model needs at least: more than half of the least. */
    int requiredVisits() {
        return leastRounds / 2 + 1;
    }
}
