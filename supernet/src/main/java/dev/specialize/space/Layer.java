package dev.specialize.space;

/** One step of a {@link Network}: the unit that is trained, timed and exported. */
public sealed interface Layer permits Convolution, InvertedResidual, Bottleneck, GlobalPool, Linear {
    /** The place of its weights in the supernet, such as {@code stages.1.blocks.0}; tensors are named below it. */
    String name();

    FeatureMap input();

    FeatureMap output();

    Cost cost();

    /**
     * What its latency depends on, as a person can read it: kind, input size, widths, kernel, stride, squeeze-excitation
     * and activation, such as {@code mb:r56:24-96-40:k5:s2:se1:relu}. Layers with equal keys take equally long.
     */
    String key();

    <T> T accept(LayerVisitor<T> visitor);
}
