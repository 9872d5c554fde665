package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.devices.ResolutionScale;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Predicts how long the networks of a space take on a device: the sum of their layers' times alone, multiplied by a
 * factor for the resolution. A prediction is additive over layers, so a search can tabulate it.
 */
public final class LatencyModel {
    private final BlockTable table;
    private final SortedMap<Integer, Double> scaleByResolution = new TreeMap<>();
    private final double relativeMargin;

    LatencyModel(BlockTable table, List<ResolutionScale> scales, double relativeMargin) {
        this.table = table;
        scales.forEach(s -> scaleByResolution.put(s.resolution(), s.scale()));
        this.relativeMargin = relativeMargin;
    }

    /**
     * The model of a profile, for the resolutions that the profile covers.
     *
     * @throws ProfileMismatchException if the profile was made for another space
     * @throws MissingBlocksException if it covers no resolution of the space, or lacks blocks of one that it covers
     */
    public static LatencyModel of(DeviceProfile profile, SearchSpace space) {
        SpaceBlocks blocks = new SpaceBlocks(space);
        profile.requireSpace(blocks.identity());
        List<ResolutionScale> covered = profile.scales().stream()
                .filter(scale -> space.resolutions().contains(scale.resolution()))
                .toList();
        if (covered.isEmpty()) {
            throw MissingBlocksException.ofResolutions(profile.name(), space);
        }
        BlockTable table = new BlockTable(profile.timingByBlock());
        Set<String> needed = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        for (ResolutionScale scale : covered) {
            for (Layer layer : blocks.at(scale.resolution())) {
                needed.add(layer.key());
                if (table.timing(scale.resolution(), layer).isEmpty()) {
                    missing.add(layer.key());
                }
            }
        }
        if (!missing.isEmpty()) {
            throw MissingBlocksException.ofProfile(profile.name(), space, missing, needed.size());
        }
        return new LatencyModel(table, covered, profile.relativeMargin());
    }

    /** The resolutions that it knows, ascending; those of the space that the profile does not cover are not among them. */
    public List<Integer> resolutions() {
        return List.copyOf(scaleByResolution.keySet());
    }

    /**
     * What one layer adds to the latency of a network.
     *
     * @param resolution of the network's input in pixels
     * @throws IllegalArgumentException if the layer or the resolution is not of the space
     */
    public double layerNanos(int resolution, Layer layer) {
        Double scale = scaleByResolution.get(resolution);
        if (scale == null) {
            throw new IllegalArgumentException("No resolution " + resolution + " in the profile");
        }
        return scale * table.nanos(resolution, layer);
    }

    /**
     * The predicted latency of a network.
     *
     * @throws IllegalArgumentException if it is not of the space
     */
    public double nanos(Network network) {
        int resolution = network.input().size();
        return network.layers().stream()
                .mapToDouble(layer -> layerNanos(resolution, layer))
                .sum();
    }

    /** Share of a prediction to add, so that 95 % of networks are not slower than that. */
    public double relativeMargin() {
        return relativeMargin;
    }
}
