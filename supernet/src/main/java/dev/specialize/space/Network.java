package dev.specialize.space;

import java.util.List;

/**
 * A plain list of layers, each reading what the one before wrote. What is trained, timed, searched and exported is this.
 *
 * @param layers at least one; neighbours agree on their shapes
 * @param batchNormEpsilon what batch normalisation adds to variances
 */
public record Network(List<Layer> layers, double batchNormEpsilon) {
    private static final double USUAL_EPSILON = 1e-5;

    public Network {
        layers = List.copyOf(layers);
        Require.that(!layers.isEmpty(), "layers", "must not be empty", layers);
        for (int i = 1; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            FeatureMap before = layers.get(i - 1).output();
            Require.that(layer.input().equals(before), layer.name(), "must read " + before, layer.input());
        }
        Require.positive("batchNormEpsilon", batchNormEpsilon);
    }

    /** A network of one layer, as a profiler times it; its numbers mean nothing, so the epsilon is the usual 1e-5. */
    public static Network of(Layer layer) {
        return new Network(List.of(layer), USUAL_EPSILON);
    }

    public FeatureMap input() {
        return layers.get(0).input();
    }

    public FeatureMap output() {
        return layers.get(layers.size() - 1).output();
    }

    public Cost cost() {
        return layers.stream().map(Layer::cost).reduce(Cost.NONE, Cost::then);
    }
}
