package dev.specialize.space;

/**
 * A dense "same"-padded convolution, normalised or not, then an activation; it has no bias.
 *
 * <p>Weights: {@code weight} (width, input channels, kernel, kernel); with {@code normalised} also {@code bn.weight},
 * {@code bn.bias}, {@code bn.mean}, {@code bn.variance}, each (width).
 *
 * @param kernel an odd size
 */
public record Convolution(
        String name, FeatureMap input, int width, int kernel, int stride, boolean normalised, Activation activation)
        implements Layer {
    public Convolution {
        Require.positive("width", width);
        Require.that(kernel >= 1 && kernel % 2 == 1, "kernel", "must be odd", kernel);
        Require.positive("stride", stride);
    }

    @Override
    public FeatureMap output() {
        return input.convolved(width, stride);
    }

    @Override
    public Cost cost() {
        long weights = (long) width * input.channels() * kernel * kernel;
        return Cost.ofElements(
                weights * output().pixels(),
                weights + (normalised ? 2L * width : 0),
                input.elements() + output().elements());
    }

    @Override
    public String key() {
        return "conv:r" + input.size() + ":" + input.channels() + "-" + width + ":k" + kernel + ":s" + stride + ":"
                + activation;
    }

    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
        return visitor.convolution(this);
    }
}
