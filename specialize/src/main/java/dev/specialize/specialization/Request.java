package dev.specialize.specialization;

import dev.specialize.search.LatencyBudget;
import dev.specialize.search.MacBudget;
import dev.specialize.search.ParameterBudget;
import dev.specialize.search.SearchSettings;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param latency of one inference on the device
 * @param search how to search, its seed included
 */
public record Request(
        LatencyBudget latency, Optional<MacBudget> macs, Optional<ParameterBudget> parameters, SearchSettings search) {
    Limits limits() {
        return new Limits(Optional.of(latency), macs, parameters);
    }
}
