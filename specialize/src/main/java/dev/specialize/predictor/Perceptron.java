package dev.specialize.predictor;

import java.util.List;

/**
 * A multi-layer perceptron with one output, ReLU between its layers and an input of zeros and ones: what the first layer
 * gives is a sum of its rows.
 */
final class Perceptron {
    private final List<DenseLayer> layers;
    /** (layer, input, output), for all but the last layer. */
    private final float[][][] rows;
    /** (layer, output, input), for all but the last layer. */
    private final float[][][] rowsByOutput;

    /** @throws IllegalArgumentException if the layers do not fit each other or do not end in one output */
    Perceptron(List<DenseLayer> layers) {
        if (layers.size() < 2) {
            throw new IllegalArgumentException("a perceptron needs two layers or more, got " + layers.size());
        }
        for (int i = 1; i < layers.size(); i++) {
            requireFit(layers.get(i - 1), layers.get(i));
        }
        DenseLayer last = layers.get(layers.size() - 1);
        if (last.outputs() != 1) {
            throw new IllegalArgumentException("tensor '" + last.name() + ".weight' has " + last.outputs()
                    + " outputs; a predictor of accuracies has 1");
        }
        this.layers = List.copyOf(layers);
        this.rows = layers.stream()
                .limit(layers.size() - 1)
                .map(DenseLayer::rowsByInput)
                .toArray(float[][][]::new);
        this.rowsByOutput = layers.stream()
                .limit(layers.size() - 1)
                .map(DenseLayer::rowsByOutput)
                .toArray(float[][][]::new);
    }

    private static void requireFit(DenseLayer before, DenseLayer layer) {
        if (layer.inputs() != before.outputs()) {
            throw new IllegalArgumentException("tensor '" + layer.name() + ".weight' has " + layer.inputs()
                    + " inputs, the layer before it " + before.outputs() + " outputs");
        }
    }

    List<DenseLayer> layers() {
        return layers;
    }

    int inputs() {
        return layers.get(0).inputs();
    }

    /** Outputs of the layer: all but the last. */
    int width(int layer) {
        return layers.get(layer).outputs();
    }

    int hiddenLayers() {
        return rows.length;
    }

    /** (input, output) of a layer, all but the last; shared, not to be written to. */
    float[][] rows(int layer) {
        return rows[layer];
    }

    /** (output, input) of a layer, all but the last; shared, not to be written to. */
    float[][] rowsByOutput(int layer) {
        return rowsByOutput[layer];
    }

    float[] bias(int layer) {
        return layers.get(layer).bias().values();
    }

    /** What the last layer multiplies with. */
    float[] outputWeights() {
        return layers.get(rows.length).weight().values();
    }

    float outputBias() {
        return bias(rows.length)[0];
    }
}
