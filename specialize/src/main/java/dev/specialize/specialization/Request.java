package dev.specialize.specialization;

import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchSettings;

/**
 * What is asked for.
 *
 * @param limits to be kept, one of them for the latency on the device
 * @param search how to search, its seed included
 */
public record Request(Limits limits, SearchSettings search) {
    public Request {
        if (limits.latency().isEmpty()) {
            throw new IllegalArgumentException("a request needs a latency budget");
        }
    }

    /** Of one inference on the device. */
    LatencyBudget latency() {
        return limits.latency().orElseThrow();
    }
}
