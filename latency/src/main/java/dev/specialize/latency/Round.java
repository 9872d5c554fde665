package dev.specialize.latency;

import java.util.List;

/**
 * One visit to each of some models, lap by lap, without a change of process.
 *
 * @param laps undisturbed ones
 * @param shifted laps in which the device had another speed than usual however often they were repeated, but one and the
 *     same from beginning to end
 * @param usualNanos what the reference took when nothing disturbed it
 */
record Round(List<Lap> laps, List<Lap> shifted, double usualNanos) {
    Round {
        laps = List.copyOf(laps);
        shifted = List.copyOf(shifted);
    }
}
