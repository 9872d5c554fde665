package dev.specialize.specialization;

import dev.specialize.export.Verification;
import dev.specialize.latency.LatencyPrediction;
import dev.specialize.search.Candidate;
import dev.specialize.search.Optimality;
import dev.specialize.search.SearchResult;
import java.util.List;
import java.util.Optional;

/**
 * The subnet that searching and measuring came to.
 *
 * @param prediction of its latency, before it was measured
 * @param search that proposed it
 * @param measured what it took on the device, where that could be reached
 * @param logits of the file on the device against those on this machine, where it could be reached
 * @param rejected candidates of higher predicted accuracy that do not hold the budget on the device
 * @param rounds of searching and measuring
 */
record Found(
        Candidate winner,
        LatencyPromise promise,
        LatencyPrediction prediction,
        SearchResult search,
        Optional<MeasuredCandidate> measured,
        Optional<Verification> logits,
        List<MeasuredCandidate> rejected,
        int rounds) {
    /** Of the winner: the search may have proposed another, which the device does not run within the budget. */
    Optional<Optimality> optimality() {
        return search.optimality().map(o -> o.withAnswer(winner.predictedAccuracy()));
    }

    /** The same after its file was run on the device. */
    Found comparedOnDevice(Verification difference) {
        return new Found(winner, promise, prediction, search, measured, Optional.of(difference), rejected, rounds);
    }
}
