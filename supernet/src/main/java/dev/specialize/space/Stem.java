package dev.specialize.space;

/** The first convolution, 3 x 3 and batch-normalised; {@code width} is before the width multiplier. */
public record Stem(int width, int stride, Activation activation) {
    public Stem {
        Require.positive("width", width);
        Require.positive("stride", stride);
    }
}
