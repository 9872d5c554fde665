package dev.specialize.space;

/** The fixed 3 x 3 MBConv block without expansion after the stem; {@code width} is before the width multiplier. */
public record FirstBlock(int width, int stride, Activation activation) {
    public FirstBlock {
        Require.positive("width", width);
        Require.positive("stride", stride);
    }
}
