package dev.specialize.latency;

import java.util.List;

/**
 * One visit to each of some models, lap by lap, without a change of process.
 *
 * @param laps undisturbed ones
 * @param usualNanos what the reference took when nothing disturbed it
 */
record Round(List<Lap> laps, double usualNanos) {
    Round {
        laps = List.copyOf(laps);
    }
}
