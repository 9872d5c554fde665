package dev.specialize.latency;

import dev.specialize.devices.LatencyPrior;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * In which ways the blocks of a space may take longer or shorter than a table says: the features of a linear model, each a
 * sum over layers. A layer that the table gives a time p adds p to the feature of each of its traits, and so on; so the
 * weight of a feature is a share of time.
 */
final class LatencyTerms {
    /** Features whose weights have the same deviation beforehand. */
    enum Group {
        SCALE,
        RESOLUTION,
        TRAIT,
        TRAIT_BY_SIZE,
        BLOCK,
        BLOCK_BY_SIZE,
        COUNT;

        double deviation(LatencyPrior prior) {
            return switch (this) {
                case SCALE -> prior.scale();
                case RESOLUTION -> prior.resolution();
                case TRAIT -> prior.trait();
                case TRAIT_BY_SIZE -> prior.traitBySize();
                case BLOCK -> prior.block();
                case BLOCK_BY_SIZE -> prior.blockBySize();
                case COUNT -> prior.count();
            };
        }
    }

    /** One feature, such as the time of all blocks with kernel 5. */
    private record Feature(Group group, String name) {
        private static final String LINEAR = "linear";
        private static final String QUADRATIC = "quadratic";

        static List<Feature> of(Layer layer) {
            List<String> traits = LayerTraits.of(layer);
            String block = LayerTraits.block(layer);
            List<Feature> features = new ArrayList<>(List.of(
                    new Feature(Group.SCALE, "all"),
                    new Feature(Group.RESOLUTION, LINEAR),
                    new Feature(Group.RESOLUTION, QUADRATIC),
                    new Feature(Group.BLOCK, block),
                    new Feature(Group.BLOCK_BY_SIZE, block),
                    new Feature(Group.COUNT, traits.get(0)),
                    new Feature(Group.COUNT, traits.get(1))));
            traits.forEach(trait -> features.add(new Feature(Group.TRAIT, trait)));
            traits.forEach(trait -> features.add(new Feature(Group.TRAIT_BY_SIZE, trait)));
            return features;
        }

        /**
         * What a layer adds.
         *
         * @param size of its network's input, from -1/2 to 1/2
         */
        double amount(double nanos, double usualNanos, double size) {
            return switch (group) {
                case SCALE, TRAIT, BLOCK -> nanos;
                case TRAIT_BY_SIZE, BLOCK_BY_SIZE -> nanos * size;
                // the mean of size^2 is 1/12
                case RESOLUTION -> nanos * (name.equals(LINEAR) ? size : size * size - 1.0 / 12);
                case COUNT -> usualNanos;
            };
        }
    }

    private final List<Feature> features = new ArrayList<>();
    private final double smallestPixels;
    private final double largestPixels;
    /** Of a layer by its key: which features it adds to. */
    private final Map<String, int[]> columnsByLayer = new HashMap<>();

    LatencyTerms(SearchSpace space) {
        List<Integer> resolutions = space.resolutions();
        this.smallestPixels = pixels(resolutions.get(0));
        this.largestPixels = pixels(resolutions.get(resolutions.size() - 1));
        Map<Feature, Integer> columns = new HashMap<>();
        for (int resolution : resolutions) {
            for (Layer layer : new SpaceBlocks(space).at(resolution)) {
                columnsByLayer.computeIfAbsent(layer.key(), key -> columns(layer, columns));
            }
        }
    }

    private static double pixels(int resolution) {
        return (double) resolution * resolution;
    }

    private int[] columns(Layer layer, Map<Feature, Integer> columns) {
        return Feature.of(layer).stream()
                .mapToInt(feature -> columns.computeIfAbsent(feature, added -> {
                    features.add(added);
                    return features.size() - 1;
                }))
                .toArray();
    }

    /** Number of features. */
    int size() {
        return features.size();
    }

    /** The features of a group, in order. */
    int[] columns(Group group) {
        return IntStream.range(0, size())
                .filter(i -> features.get(i).group() == group)
                .toArray();
    }

    /** The deviation of each feature's weight. */
    double[] deviations(LatencyPrior prior) {
        return features.stream()
                .mapToDouble(feature -> feature.group().deviation(prior))
                .toArray();
    }

    /**
     * Adds a layer to the features of a network.
     *
     * @param row one value for each feature
     * @param nanos of the layer, as a table says
     * @param usualNanos of a block, whatever its size
     */
    void add(double[] row, int resolution, Layer layer, double nanos, double usualNanos) {
        int[] columns = columnsByLayer.get(layer.key());
        if (columns == null) {
            throw new IllegalArgumentException("No layer " + layer.key() + " in the space");
        }
        for (int column : columns) {
            row[column] += features.get(column).amount(nanos, usualNanos, size(resolution));
        }
    }

    /** From -1/2 at the smallest number of pixels to 1/2 at the largest. */
    private double size(int resolution) {
        return largestPixels > smallestPixels
                ? (pixels(resolution) - smallestPixels) / (largestPixels - smallestPixels) - 0.5
                : 0;
    }
}
