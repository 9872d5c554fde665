package dev.specialize.space;

/**
 * The bottleneck block of residual networks (arXiv:1512.03385, section 4.1; stride in the 3 x 3 convolution, mean
 * pooling in the shortcut as in arXiv:1812.01187, section 4.2): 1x1 reduction, {@code kernel} x {@code kernel}
 * convolution, 1x1 expansion, all batch-normalised, the first two activated; the shortcut is added, then activated. The
 * shortcut is the input, or where {@code projected} its mean over stride x stride windows (those that leave the map count
 * only what is inside), then a normalised 1x1 convolution.
 *
 * <p>Weights, with m = middle, i and o the widths of input and output: {@code reduce.weight} (m, i, 1, 1); {@code
 * spatial.weight} (m, m, kernel, kernel); {@code expand.weight} (o, m, 1, 1); {@code shortcut.weight} (o, i, 1, 1), only
 * where {@code projected}; and {@code bn.weight}, {@code bn.bias}, {@code bn.mean}, {@code bn.variance} below each.
 *
 * @param middle width between reduction and expansion
 * @param width output channels
 * @param kernel odd size of the middle convolution
 */
public record Bottleneck(
        String name,
        FeatureMap input,
        int middle,
        int width,
        int kernel,
        int stride,
        boolean projected,
        Activation activation)
        implements Layer {
    public Bottleneck {
        Require.positive("middle", middle);
        Require.positive("width", width);
        Require.that(kernel >= 1 && kernel % 2 == 1, "kernel", "must be odd", kernel);
        Require.positive("stride", stride);
        Require.that(
                projected || (stride == 1 && width == input.channels()),
                "projected",
                "must be true where the block changes the shape",
                false);
    }

    @Override
    public FeatureMap output() {
        return input.convolved(width, stride);
    }

    @Override
    public Cost cost() {
        long in = input.channels();
        long shortcut = projected ? in * width : 0;
        long square = (long) middle * middle * kernel * kernel;
        long macs = in * middle * input.pixels() + (square + (long) middle * width + shortcut) * output().pixels();
        long scales = 2L * (2L * middle + width + (projected ? width : 0));
        return Cost.ofElements(macs, in * middle + square + (long) middle * width + shortcut + scales, peakElements());
    }

    /** In order: shortcut, reduction, middle convolution, expansion. */
    private long peakElements() {
        long in = input.elements();
        long out = output().elements();
        long wide = (long) middle * input.pixels();
        long narrow = (long) middle * output().pixels();
        if (!projected) {
            return in + Math.max(wide + narrow, narrow + out);
        }
        long pooled = stride > 1 ? (long) input.channels() * output().pixels() : 0;
        long shortcut = in + pooled + out;
        return Math.max(Math.max(shortcut, in + out + wide), Math.max(out + wide + narrow, out + narrow + out));
    }

    @Override
    public String key() {
        return "bottleneck:r" + input.size() + ":" + input.channels() + "-" + middle + "-" + width + ":k" + kernel
                + ":s" + stride + ":p" + (projected ? 1 : 0) + ":" + activation;
    }

    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
        return visitor.bottleneck(this);
    }
}
