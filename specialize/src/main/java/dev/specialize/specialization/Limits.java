package dev.specialize.specialization;

import dev.specialize.search.LatencyBudget;
import dev.specialize.search.MacBudget;
import dev.specialize.search.MemoryBudget;
import dev.specialize.search.ParameterBudget;
import dev.specialize.search.Resource;
import dev.specialize.search.SizeBudget;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The most that a subnet may take.
 *
 * @param latency of one inference on a device
 * @param modelSize of the exported file
 * @param memory for the activations of one image
 */
public record Limits(
        Optional<LatencyBudget> latency,
        Optional<MacBudget> macs,
        Optional<ParameterBudget> parameters,
        Optional<SizeBudget> modelSize,
        Optional<MemoryBudget> memory) {
    /** Anything may be taken. */
    public static final Limits NONE =
            new Limits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Limits withLatency(LatencyBudget budget) {
        return new Limits(Optional.of(budget), macs, parameters, modelSize, memory);
    }

    /** The same without a margin for anything, in each resource's unit. */
    Map<Resource, Double> values() {
        Map<Resource, Double> values = new EnumMap<>(Resource.class);
        latency.ifPresent(b -> values.put(Resource.LATENCY, (double) b.nanos()));
        macs.ifPresent(b -> values.put(Resource.MACS, (double) b.macs()));
        parameters.ifPresent(b -> values.put(Resource.PARAMETERS, (double) b.parameters()));
        modelSize.ifPresent(b -> values.put(Resource.MODEL_SIZE, (double) b.bytes()));
        memory.ifPresent(b -> values.put(Resource.MEMORY, (double) b.bytes()));
        return values;
    }

    /** Such as {@code 30 ms and 200M MACs}. */
    @Override
    public String toString() {
        return Stream.of(latency, macs, parameters, modelSize, memory)
                .flatMap(Optional::stream)
                .map(Object::toString)
                .collect(Collectors.joining(" and "));
    }
}
