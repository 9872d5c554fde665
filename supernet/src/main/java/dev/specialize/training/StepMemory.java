package dev.specialize.training;

import dev.specialize.space.Bottleneck;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.LayerVisitor;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;

/**
 * What the maps of a training step take: backpropagation keeps the outputs of convolutions, normalisations and activations
 * of one subnet at a time, and of the largest while others learn from it.
 */
final class StepMemory implements LayerVisitor<Long> {
    /** Of an operator's output: what convolution, normalisation and activation keep each. */
    private static final int KEPT = 3;
    /** Gradients that are alive with them, and what the allocator holds back. */
    private static final double OVERHEAD = 1.5;

    private StepMemory() {}

    /** Bytes at most for a batch of the space's largest images. */
    static long bytes(SearchSpace space, int batchSize) {
        Network network = space.lower(space.largest());
        long elements = 0;
        for (Layer layer : network.layers()) {
            elements += layer.accept(new StepMemory());
        }
        return (long) (OVERHEAD * batchSize * elements * Float.BYTES);
    }

    @Override
    public Long convolution(Convolution layer) {
        return KEPT * layer.output().elements();
    }

    @Override
    public Long invertedResidual(InvertedResidual layer) {
        FeatureMap output = layer.output();
        long expanded = layer.expanded() ? (long) layer.middle() * layer.input().pixels() : 0;
        long filtered = (long) layer.middle() * output.pixels();
        long excited = layer.squeezeExcite() ? filtered : 0;
        // once more: the gradient of which that of the kernels is computed
        return KEPT * (expanded + filtered + output.elements()) + filtered + excited;
    }

    @Override
    public Long bottleneck(Bottleneck layer) {
        long middle =
                (long) layer.middle() * (layer.input().pixels() + layer.output().pixels());
        return KEPT * (middle + (layer.projected() ? 2 : 1) * layer.output().elements());
    }

    @Override
    public Long globalPool(GlobalPool layer) {
        return layer.output().elements();
    }

    @Override
    public Long linear(Linear layer) {
        return layer.output().elements();
    }
}
