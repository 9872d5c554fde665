package dev.specialize.latency;

import dev.specialize.devices.Timing;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A device whose networks do not take what a table says: all are 1.4 times as slow, kernels of 5 cost 20 % more, and each
 * block something beside.
 *
 * @param table of its blocks, as wrong as it is
 * @param noise relative standard deviation of a network
 */
record Truth(SearchSpace space, BlockTable table, double noise) {
    private static final double SCALE = 1.4;
    private static final double LARGE_KERNEL = 1.2;
    private static final double NANOS_PER_BLOCK = 500;

    static Truth of(SearchSpace space, double noise) {
        return new Truth(space, BlockTable.rough(space), noise);
    }

    double nanos(Network network) {
        int resolution = network.input().size();
        return network.layers().stream()
                .mapToDouble(layer -> SCALE * factor(layer) * table.nanos(resolution, layer) + NANOS_PER_BLOCK)
                .sum();
    }

    private static double factor(Layer layer) {
        return layer instanceof InvertedResidual block && block.kernel() == 5 ? LARGE_KERNEL : 1;
    }

    /** Random networks, timed. */
    List<TimedNet> nets(int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        return Stream.generate(() -> timed(sampler.sample(random), 1 + noise * random.nextGaussian()))
                .limit(count)
                .toList();
    }

    private TimedNet timed(Architecture architecture, double factor) {
        return new TimedNet(architecture, Timing.published(1, factor * nanos(space.lower(architecture))));
    }

    /** What is believed of it before. */
    LatencyModel model(List<TimedNet> nets) {
        return LatencyModel.of(space, table, space.resolutions(), UsualPriors.COSTS, nets);
    }
}
