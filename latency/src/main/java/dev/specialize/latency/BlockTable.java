package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Timing;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each block of a space takes alone, by its key. */
record BlockTable(SortedMap<String, Timing> timingByBlock) {
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

    private static Timing between(Layer layer, Layer low, Layer high, SortedMap<String, Timing> timings) {
        int lowSize = low.input().size();
        int highSize = high.input().size();
        if (lowSize == highSize) {
            return timings.get(low.key());
        }
        double fraction = Calibration.fraction(layer.input().size(), lowSize, highSize);
        return timings.get(low.key()).towards(timings.get(high.key()), fraction);
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
