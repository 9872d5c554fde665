package dev.specialize.export;

import dev.specialize.onnx.Content;
import dev.specialize.space.Layer;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.List;

/**
 * The weights of one layer, each checked when it is read: it is there, has its shape, and is finite.
 *
 * @param epsilon what batch normalisation adds to variances
 */
record GivenWeights(Layer layer, Weights weights, double epsilon) implements LayerWeights {
    @Override
    public Content get(String part, Integer... shape) {
        return Content.of(tensor(part, shape));
    }

    @Override
    public FoldedConvolution folded(String place, Integer... shape) {
        return FoldedConvolution.of(this, place, shape);
    }

    /** @throws ExportException if it is missing, of another shape, or holds a value that is not finite */
    Tensor tensor(String part, Integer... shape) {
        String name = layer.name() + "." + part;
        if (!weights.has(name)) {
            throw new ExportException("No weights named '" + name + "'. Maybe they are of another search space.");
        }
        Tensor tensor = weights.get(name);
        if (!tensor.shape().equals(List.of(shape))) {
            throw new ExportException("Weights '" + name + "' have shape " + tensor.shape() + ", the network needs "
                    + List.of(shape) + ". Maybe they are the supernet's and not yet cut to this subnet.");
        }
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                throw new ExportException("Weights '" + name + "' hold " + value
                        + ". Maybe the training diverged: train again with a lower learning rate.");
            }
        }
        return tensor;
    }
}
