package dev.specialize.supernet;

import java.util.Locale;

/**
 * What a pass computes in. Weights, statistics, gradients and the loss stay float32; the narrow form is for maps and the
 * products of convolutions (arXiv:1905.12322, section 3).
 */
public enum Precision {
    FLOAT32(6),
    /** Eight bits of exponent as float32 has, so that no loss has to be scaled. */
    BFLOAT16(15);

    private final long scalarType;

    Precision(long scalarType) {
        this.scalarType = scalarType;
    }

    /** The number under which the engine knows the type. */
    long scalarType() {
        return scalarType;
    }

    /** The name in files, such as {@code bfloat16}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
