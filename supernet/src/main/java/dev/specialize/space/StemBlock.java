package dev.specialize.space;

/**
 * A block before the stages that every architecture has; its kernel is 3 x 3 and it does not expand.
 *
 * @param name the place of its weights in the supernet
 * @param width output channels before the width multiplier
 */
public record StemBlock(String name, BlockKind kind, int width, int stride, Activation activation) {
    public StemBlock {
        Require.that(!name.isBlank(), "name", "must not be blank", "'" + name + "'");
        Require.that(
                kind == BlockKind.CONVOLUTION || kind == BlockKind.INVERTED_RESIDUAL,
                "kind",
                "must be convolution or inverted-residual",
                kind);
        Require.positive("width", width);
        Require.that(stride == 1 || stride == 2, "stride", "must be 1 or 2", stride);
    }
}
