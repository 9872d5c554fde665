package dev.specialize.predictor;

import dev.specialize.weights.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A fully connected layer.
 *
 * @param name the place in the file that it came from, for messages
 * @param weight (outputs, inputs)
 * @param bias (outputs)
 */
record DenseLayer(String name, Tensor weight, Tensor bias) {
    DenseLayer {
        requireFinite(name + ".weight", weight);
        requireFinite(name + ".bias", bias);
        List<Integer> shape = weight.shape();
        if (shape.size() != 2 || shape.contains(0)) {
            throw new IllegalArgumentException(
                    "tensor '" + name + ".weight' must be a matrix (outputs, inputs), got shape " + shape);
        }
        if (!bias.shape().equals(shape.subList(0, 1))) {
            throw new IllegalArgumentException("tensor '" + name + ".bias' must have shape " + shape.subList(0, 1)
                    + " as its weight has, got " + bias.shape());
        }
    }

    private static void requireFinite(String tensor, Tensor values) {
        for (float value : values.values()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("tensor '" + tensor + "' holds " + value);
            }
        }
    }

    int outputs() {
        return weight.shape().get(0);
    }

    int inputs() {
        return weight.shape().get(1);
    }

    /** (outputs, inputs): for each output what it takes of the inputs, an array of its own. */
    float[][] rowsByOutput() {
        float[][] rows = new float[outputs()][];
        for (int o = 0; o < rows.length; o++) {
            rows[o] = Arrays.copyOfRange(weight.values(), o * inputs(), (o + 1) * inputs());
        }
        return rows;
    }

    /** (inputs, outputs): for each input what it adds to the outputs, an array of its own. */
    float[][] rowsByInput() {
        float[][] rows = new float[inputs()][outputs()];
        for (int o = 0; o < outputs(); o++) {
            for (int i = 0; i < inputs(); i++) {
                rows[i][o] = weight.values()[o * inputs() + i];
            }
        }
        return rows;
    }
}
