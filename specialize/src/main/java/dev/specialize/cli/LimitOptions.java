package dev.specialize.cli;

import dev.specialize.search.LatencyBudget;
import dev.specialize.search.MacBudget;
import dev.specialize.search.ParameterBudget;
import dev.specialize.specialization.Limits;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The most that subnets may take. */
final class LimitOptions {
    @Option(
            names = "--latency",
            paramLabel = "BUDGET",
            required = true,
            description = "Budget of one inference, such as 30ms; several: 20ms,30ms.")
    private String latency;

    @Option(names = "--max-macs", paramLabel = "N", description = "Most multiply-accumulates, such as 10M.")
    private String maxMacs;

    @Option(names = "--max-params", paramLabel = "N", description = "Most parameters, such as 500K.")
    private String maxParams;

    /** A value for each latency budget. */
    List<Limits> list() {
        Optional<MacBudget> macs = Optional.ofNullable(maxMacs).map(MacBudget::parse);
        Optional<ParameterBudget> parameters = Optional.ofNullable(maxParams).map(ParameterBudget::parse);
        return LatencyBudget.parseList(latency).stream()
                .map(b -> new Limits(Optional.of(b), macs, parameters))
                .toList();
    }
}
