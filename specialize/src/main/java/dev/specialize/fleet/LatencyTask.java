package dev.specialize.fleet;

import dev.specialize.cluster.Task;
import dev.specialize.search.ConstraintUse;
import dev.specialize.search.Resource;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.SubnetSearch;
import java.io.Serializable;
import java.util.List;

/** Predicts how long subnets, whichever device they were found for, take on one device. */
record LatencyTask(SearchSetup setup, List<String> architectures)
        implements Task<LatencyTask.Order, LatencyTask.Found> {
    /**
     * A device.
     *
     * @param profile as JSON
     * @param mostNanos the loosest budget: of what takes more, nobody asks how sure that is
     */
    record Order(String profile, long mostNanos) implements Serializable {}

    /**
     * Latencies.
     *
     * @param nanos predicted, for each architecture; infinite for resolutions that the profile does not cover
     * @param boundNanos what is not exceeded with the promised confidence
     */
    record Found(List<Double> nanos, List<Double> boundNanos) implements Serializable {}

    @Override
    public Found run(Order order) {
        SubnetSearch search = setup.search(order.profile);
        List<ConstraintUse> uses = architectures.stream()
                .map(Architecture::parse)
                .map(architecture -> use(search, architecture, order.mostNanos))
                .toList();
        return new Found(
                uses.stream().map(ConstraintUse::predicted).toList(),
                uses.stream().map(ConstraintUse::withMargin).toList());
    }

    private static ConstraintUse use(SubnetSearch search, Architecture architecture, long mostNanos) {
        return search.space().resolutions().contains(architecture.resolution())
                ? search.latencyUse(architecture, (double) mostNanos)
                : new ConstraintUse(
                        Resource.LATENCY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, (double) mostNanos);
    }
}
