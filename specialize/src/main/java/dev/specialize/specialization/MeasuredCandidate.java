package dev.specialize.specialization;

import dev.specialize.latency.LatencyPrediction;
import dev.specialize.latency.ProcessSpread;
import dev.specialize.latency.ProcessTimes;
import dev.specialize.search.Candidate;

/**
 * A candidate that was timed on the device.
 *
 * @param predicted before it was timed
 * @param boundNanos what another process takes at most, with the promised probability
 */
record MeasuredCandidate(Candidate candidate, LatencyPrediction predicted, ProcessTimes times, double boundNanos) {
    /** The same when more is known of how much processes differ. */
    MeasuredCandidate bounded(double confidence, ProcessSpread spread) {
        return new MeasuredCandidate(candidate, predicted, times, times.boundNanos(confidence, spread));
    }

    boolean holds(double budgetNanos) {
        return boundNanos <= budgetNanos;
    }
}
