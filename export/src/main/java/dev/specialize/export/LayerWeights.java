package dev.specialize.export;

import dev.specialize.onnx.Content;
import dev.specialize.space.Layer;

/** The weights of one layer, as a graph takes them. */
interface LayerWeights {
    /** A tensor as it is. */
    Content get(String part, Integer... shape);

    /**
     * A convolution together with its batch normalisation.
     *
     * @param place where the convolution stands in its layer: empty, or such as {@code expand.}
     * @param shape of the convolution's weight
     */
    FoldedConvolution folded(String place, Integer... shape);

    /** Of any layer of a network. */
    @FunctionalInterface
    interface Source {
        LayerWeights of(Layer layer);
    }
}
