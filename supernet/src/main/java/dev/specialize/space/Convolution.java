package dev.specialize.space;

/**
 * A dense "same"-padded convolution, normalised or not, then an activation and what follows it; it has no bias.
 *
 * <p>Weights: {@code weight} (width, input channels, kernel, kernel); with {@code normalised} also {@code bn.weight},
 * {@code bn.bias}, {@code bn.mean}, {@code bn.variance}, each (width).
 *
 * @param kernel an odd size
 */
public record Convolution(
        String name,
        FeatureMap input,
        int width,
        int kernel,
        int stride,
        boolean normalised,
        Activation activation,
        Sequel sequel)
        implements Layer {
    public Convolution {
        Require.positive("width", width);
        Require.that(kernel >= 1 && kernel % 2 == 1, "kernel", "must be odd", kernel);
        Require.positive("stride", stride);
        Require.that(
                sequel != Sequel.ADD_INPUT || input.convolved(width, stride).equals(input),
                "sequel",
                "can be ADD_INPUT only where the shape stays",
                sequel);
    }

    /** A convolution that nothing follows. */
    public Convolution(
            String name,
            FeatureMap input,
            int width,
            int kernel,
            int stride,
            boolean normalised,
            Activation activation) {
        this(name, input, width, kernel, stride, normalised, activation, Sequel.NONE);
    }

    /** The map that the convolution itself writes. */
    public FeatureMap convolved() {
        return input.convolved(width, stride);
    }

    @Override
    public FeatureMap output() {
        return sequel == Sequel.MAX_POOL ? convolved().convolved(width, 2) : convolved();
    }

    @Override
    public Cost cost() {
        long weights = (long) width * input.channels() * kernel * kernel;
        return Cost.ofElements(
                weights * convolved().pixels(),
                weights + (normalised ? 2L * width : 0),
                convolved().elements()
                        + (sequel == Sequel.MAX_POOL
                                ? Math.max(input.elements(), output().elements())
                                : input.elements()));
    }

    @Override
    public String key() {
        return "conv:r" + input.size() + ":" + input.channels() + "-" + width + ":k" + kernel + ":s" + stride + ":"
                + activation + (sequel == Sequel.NONE ? "" : ":" + sequel);
    }

    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
        return visitor.convolution(this);
    }
}
