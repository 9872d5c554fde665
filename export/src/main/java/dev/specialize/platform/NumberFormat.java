package dev.specialize.platform;

import java.util.Locale;

/** In what a model keeps its weights and computes. */
public enum NumberFormat {
    FP32,
    /** Weights are kept in 16 bits and become float32 when the model is loaded. */
    FP16_WEIGHTS,
    /** All is kept and computed in 16 bits. */
    FP16,
    /** Convolutions and products are computed in 8 bits. */
    INT8;

    /** The name in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
