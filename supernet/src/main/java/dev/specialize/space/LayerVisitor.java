package dev.specialize.space;

/**
 * A function of a layer, one method for each kind.
 *
 * @param <T> its result
 */
public interface LayerVisitor<T> {
    T convolution(Convolution layer);

    T invertedResidual(InvertedResidual layer);

    T bottleneck(Bottleneck layer);

    T globalPool(GlobalPool layer);

    T linear(Linear layer);
}
