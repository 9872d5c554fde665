package dev.specialize.quantization;

import dev.specialize.onnx.ElementType;

/**
 * Numbers as eight bits: q = round(x / scale) + zero point, the nearest of the type's where that is beyond them, and back
 * x = (q - zero point) * scale (arXiv:1712.05877, section 2.1). Halves are rounded to even, as ONNX does.
 *
 * @param type {@link ElementType#UINT8} or {@link ElementType#INT8}
 */
record LinearQuantizer(float scale, int zeroPoint, ElementType type) {
    private static final int STEPS = 255;
    /** -128 has no counterpart, so it is not used (arXiv:1712.05877, section 3). */
    private static final int SIGNED_STEPS = 127;

    LinearQuantizer {
        if (!(scale >= Float.MIN_NORMAL) || !Float.isFinite(scale) || !type.hasEightBits()) {
            throw new IllegalArgumentException("no quantiser of scale " + scale + " and type " + type);
        }
        if (zeroPoint < lowest(type) || zeroPoint > lowest(type) + STEPS) {
            throw new IllegalArgumentException("zero point " + zeroPoint + " of " + type);
        }
    }

    /** Unsigned numbers over the whole range; zero is one of them exactly. */
    static LinearQuantizer asymmetric(ValueRange range) {
        ValueRange zeroed = range.withZero();
        float scale = usable(zeroed.width() / STEPS);
        int zeroPoint = (int) Math.rint(-zeroed.lowest() / scale);
        return new LinearQuantizer(scale, Math.max(0, Math.min(STEPS, zeroPoint)), ElementType.UINT8);
    }

    /** Signed numbers as far to both sides as the range reaches to one. */
    static LinearQuantizer symmetric(ValueRange range) {
        return new LinearQuantizer(usable(range.magnitude() / SIGNED_STEPS), 0, ElementType.INT8);
    }

    /** Where all numbers are zero, any scale does. */
    static float usable(double scale) {
        return scale < Float.MIN_NORMAL ? 1 : (float) scale;
    }

    int quantize(double x) {
        double q = Math.rint(x / scale) + zeroPoint;
        return (int) Math.max(lowest(type), Math.min(lowest(type) + STEPS, q));
    }

    double dequantize(int q) {
        return (double) (q - zeroPoint) * scale;
    }

    /** The same numbers taken for others, {@code factor} times as large. */
    LinearQuantizer times(double factor) {
        return new LinearQuantizer((float) (scale * factor), zeroPoint, type);
    }

    private static int lowest(ElementType type) {
        return type == ElementType.INT8 ? Byte.MIN_VALUE : 0;
    }
}
