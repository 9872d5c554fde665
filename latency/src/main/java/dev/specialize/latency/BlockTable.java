package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Timing;
import dev.specialize.space.Cost;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each block of a space takes alone, by its key. */
record BlockTable(SortedMap<String, Timing> timingByBlock) {
    private static final double NANOS_PER_MAC = 0.04;
    private static final double NANOS_PER_BYTE = 0.03;
    private static final double NANOS_PER_LAYER = 4000;
    /** What a model says of a block that hardly takes any time may be below 0. */
    private static final double LEAST_NANOS = 1;

    /** The table of all resolutions, from that of some of them: what is missing is interpolated in the size of the maps. */
    static BlockTable complete(SpaceBlocks blocks, List<Integer> measured, SortedMap<String, Timing> timings) {
        SortedMap<String, Timing> all = new TreeMap<>(timings);
        TreeMap<Integer, List<Layer>> layers = new TreeMap<>();
        measured.forEach(resolution -> layers.put(resolution, blocks.at(resolution)));
        for (int resolution : blocks.space().resolutions()) {
            List<Layer> low = layers.floorEntry(resolution).getValue();
            List<Layer> high = layers.ceilingEntry(resolution).getValue();
            List<Layer> here = blocks.at(resolution);
            for (int i = 0; i < here.size(); i++) {
                all.putIfAbsent(here.get(i).key(), between(here.get(i), low.get(i), high.get(i), timings));
            }
        }
        return new BlockTable(all);
    }

    /** What a model says of the blocks, at all resolutions that it knows. */
    static BlockTable of(LatencyModel model, SearchSpace space) {
        SortedMap<String, Timing> all = new TreeMap<>();
        SpaceBlocks blocks = new SpaceBlocks(space);
        for (int resolution : model.resolutions()) {
            for (Layer layer : blocks.at(resolution)) {
                double nanos = Math.max(LEAST_NANOS, model.undisturbedNanos(resolution, layer));
                all.put(DeviceProfile.keyAt(resolution, layer.key()), Timing.estimated(nanos));
            }
        }
        return new BlockTable(all);
    }

    /** Times in proportion to what blocks cost, on no device in particular. */
    static BlockTable rough(SearchSpace space) {
        SortedMap<String, Timing> all = new TreeMap<>();
        SpaceBlocks blocks = new SpaceBlocks(space);
        for (int resolution : space.resolutions()) {
            for (Layer layer : blocks.at(resolution)) {
                Cost cost = layer.cost();
                double nanos = NANOS_PER_MAC * cost.macs()
                        + NANOS_PER_BYTE * (cost.peakActivationBytes() + Float.BYTES * cost.parameters())
                        + NANOS_PER_LAYER;
                all.put(layer.key(), Timing.estimated(nanos));
            }
        }
        return new BlockTable(all);
    }

    private static Timing between(Layer layer, Layer low, Layer high, SortedMap<String, Timing> timings) {
        int lowSize = low.input().size();
        int highSize = high.input().size();
        if (lowSize == highSize) {
            return timings.get(low.key());
        }
        double fraction = fraction(layer.input().size(), lowSize, highSize);
        return timings.get(low.key()).towards(timings.get(high.key()), fraction);
    }

    /** Where a size lies between two others, in pixels. */
    static double fraction(int size, int low, int high) {
        return ((double) size * size - (double) low * low) / ((double) high * high - (double) low * low);
    }

    /** The time of a layer in networks of a resolution: that of the resolution alone before that of all. */
    Optional<Timing> timing(int resolution, Layer layer) {
        Timing own = timingByBlock.get(DeviceProfile.keyAt(resolution, layer.key()));
        return Optional.ofNullable(own == null ? timingByBlock.get(layer.key()) : own);
    }

    /** @throws IllegalArgumentException if the table has no time for the layer */
    double nanos(int resolution, Layer layer) {
        return timing(resolution, layer)
                .orElseThrow(() -> new IllegalArgumentException("No block " + layer.key() + " in the table"))
                .latencyNanos();
    }

    double nanos(Network network) {
        int resolution = network.input().size();
        return network.layers().stream()
                .mapToDouble(layer -> nanos(resolution, layer))
                .sum();
    }
}
