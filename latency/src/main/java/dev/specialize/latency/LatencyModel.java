package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.devices.ResolutionScale;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Predicts how long the networks of a space take on a device: the sum of their layers' times alone, multiplied by a
 * factor for the resolution. A prediction is additive over layers, so a search can tabulate it.
 */
public final class LatencyModel {
    private final BlockTable table;
    private final Map<Integer, Double> scaleByResolution;
    private final double relativeMargin;

    LatencyModel(BlockTable table, List<ResolutionScale> scales, double relativeMargin) {
        this.table = table;
        this.scaleByResolution = scales.stream()
                .collect(Collectors.toUnmodifiableMap(ResolutionScale::resolution, ResolutionScale::scale));
        this.relativeMargin = relativeMargin;
    }

    /**
     * The model of a profile.
     *
     * @throws ProfileMismatchException if the profile was made for another space
     * @throws MissingBlocksException if it lacks blocks of the space
     */
    public static LatencyModel of(DeviceProfile profile, SearchSpace space) {
        SpaceBlocks blocks = new SpaceBlocks(space);
        profile.requireSpace(blocks.identity());
        Map<Integer, ResolutionScale> scales =
                profile.scales().stream().collect(Collectors.toMap(ResolutionScale::resolution, Function.identity()));
        Set<String> needed = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        for (int resolution : space.resolutions()) {
            String factor = "the scale of resolution " + resolution;
            needed.add(factor);
            if (!scales.containsKey(resolution)) {
                missing.add(factor);
            }
            for (Layer layer : blocks.at(resolution)) {
                needed.add(layer.key());
                if (!profile.timingByBlock().containsKey(layer.key())) {
                    missing.add(layer.key());
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingBlocksException(profile.name(), space.name(), missing, needed.size());
        }
        return new LatencyModel(new BlockTable(profile.timingByBlock()), profile.scales(), profile.relativeMargin());
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
        return scale * table.nanos(layer);
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
