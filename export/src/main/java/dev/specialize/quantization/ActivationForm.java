package dev.specialize.quantization;

import java.util.Locale;

/** How activations become eight bits. */
public enum ActivationForm {
    /** Unsigned, any range: what ONNX Runtime's CPU kernels are made for; rectifiers and gates cost nothing then. */
    ASYMMETRIC_UINT8 {
        @Override
        LinearQuantizer quantizer(ValueRange range) {
            return LinearQuantizer.asymmetric(range);
        }

        @Override
        boolean cutsBelowZero() {
            return true;
        }
    },
    /** Signed, as far below zero as above: for platforms whose kernels know no zero point. */
    SYMMETRIC_INT8 {
        @Override
        LinearQuantizer quantizer(ValueRange range) {
            return LinearQuantizer.symmetric(range);
        }

        @Override
        boolean cutsBelowZero() {
            return false;
        }
    };

    abstract LinearQuantizer quantizer(ValueRange range);

    /** Whether numbers of a range that begins at zero cannot be negative, so that quantising them rectifies. */
    abstract boolean cutsBelowZero();

    /** The name in files, such as {@code asymmetric-uint8}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
