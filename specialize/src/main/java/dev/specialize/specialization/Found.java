package dev.specialize.specialization;

import dev.specialize.latency.LatencyPrediction;
import dev.specialize.search.Candidate;
import dev.specialize.search.SearchResult;
import java.util.List;
import java.util.Optional;

/**
 * The subnet that searching and measuring came to.
 *
 * @param prediction of its latency, before it was measured
 * @param search that proposed it
 * @param measured what it took on the device, where that could be reached
 * @param rejected candidates of higher predicted accuracy that do not hold the budget on the device
 * @param rounds of searching and measuring
 */
record Found(
        Candidate winner,
        LatencyPromise promise,
        LatencyPrediction prediction,
        SearchResult search,
        Optional<MeasuredCandidate> measured,
        List<MeasuredCandidate> rejected,
        int rounds) {}
