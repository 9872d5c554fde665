package dev.specialize.space;

/**
 * The MBConv block (arXiv:1801.04381): 1x1 expansion, depthwise convolution, optional squeeze-and-excitation, linear 1x1
 * projection; all three convolutions are batch-normalised, the first two activated. The input is added to the output
 * where stride is 1 and the widths are equal.
 *
 * <p>Weights, with m = middle, q = squeezed, i and o the widths of input and output: {@code expand.weight} (m, i, 1, 1),
 * absent if not {@code expanded}; {@code depthwise.weight} (m, 1, kernel, kernel); {@code se.reduce.weight} (q, m, 1, 1)
 * and {@code .bias} (q); {@code se.expand.weight} (m, q, 1, 1) and {@code .bias} (m); {@code project.weight} (o, m, 1, 1);
 * and {@code bn.weight}, {@code bn.bias}, {@code bn.mean}, {@code bn.variance} below each of {@code expand}, {@code
 * depthwise} and {@code project}.
 *
 * @param middle width between expansion and projection; the input's width if not {@code expanded}
 * @param width output channels
 * @param kernel odd size of the depthwise convolution
 */
public record InvertedResidual(
        String name,
        FeatureMap input,
        int middle,
        int width,
        int kernel,
        int stride,
        boolean expanded,
        boolean squeezeExcite,
        Activation activation)
        implements Layer {
    public InvertedResidual {
        Require.positive("middle", middle);
        Require.positive("width", width);
        Require.that(kernel >= 1 && kernel % 2 == 1, "kernel", "must be odd", kernel);
        Require.positive("stride", stride);
        Require.that(
                expanded || middle == input.channels(),
                "middle",
                "must be the input's width without expansion",
                middle);
    }

    @Override
    public FeatureMap output() {
        return input.convolved(width, stride);
    }

    /** True where the input is added to the output. */
    public boolean residual() {
        return stride == 1 && width == input.channels();
    }

    /** Width inside squeeze-and-excitation: a quarter of the middle, divisible by 8. */
    public int squeezed() {
        return ChannelWidth.squeezed(middle);
    }

    @Override
    public Cost cost() {
        return Cost.ofElements(macs(), parameters(), peakElements());
    }

    private long macs() {
        long expansion = expanded ? (long) input.channels() * middle * input.pixels() : 0;
        long excitation = squeezeExcite ? 2L * middle * squeezed() : 0;
        return expansion + excitation + (long) middle * (kernel * kernel + width) * output().pixels();
    }

    private long parameters() {
        long expansion = expanded ? (long) input.channels() * middle + 2L * middle : 0;
        long excitation = squeezeExcite ? 2L * middle * squeezed() + middle + squeezed() : 0;
        return expansion + excitation + (long) middle * (kernel * kernel + 2) + (long) width * (middle + 2);
    }

    private long peakElements() {
        long kept = residual() ? input.elements() : 0;
        long wide = (long) middle * input.pixels();
        long convolved = (long) middle * output().pixels();
        long expansion = expanded ? input.elements() + wide : 0;
        long depthwise = (expanded ? kept : 0) + wide + convolved;
        long excitation = squeezeExcite ? kept + convolved + middle + squeezed() : 0;
        long projection = kept + convolved + output().elements();
        return Math.max(Math.max(expansion, depthwise), Math.max(excitation, projection));
    }

    @Override
    public String key() {
        return "mb:r" + input.size() + ":" + input.channels() + "-" + (expanded ? middle + "-" : "") + width + ":k"
                + kernel + ":s" + stride + ":se" + (squeezeExcite ? 1 : 0) + ":" + activation;
    }

    @Override
    public <T> T accept(LayerVisitor<T> visitor) {
        return visitor.invertedResidual(this);
    }
}
