package dev.specialize.space;

/**
 * The shape of one image's activations, (channels, size, size).
 *
 * @param channels at least 1
 * @param size height and width in pixels, at least 1
 */
public record FeatureMap(int channels, int size) {
    public FeatureMap {
        Require.positive("channels", channels);
        Require.positive("size", size);
    }

    /** The map after a "same"-padded convolution to {@code width} channels: its size is (size - 1) / stride + 1. */
    public FeatureMap convolved(int width, int stride) {
        return new FeatureMap(width, (size - 1) / stride + 1);
    }

    /** Number of values for one image. */
    public long elements() {
        return pixels() * channels;
    }

    /** Number of positions, size * size. */
    public long pixels() {
        return (long) size * size;
    }
}
