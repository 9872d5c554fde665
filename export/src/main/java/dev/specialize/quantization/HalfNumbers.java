package dev.specialize.quantization;

import dev.specialize.onnx.Content;
import dev.specialize.onnx.ElementType;
import java.util.List;

/**
 * Float32 numbers as the nearest of IEEE 754 binary16, halves to even; what is beyond its largest becomes that.
 *
 * @param clamped how many were
 */
public record HalfNumbers(Content content, long clamped) {
    static final float LARGEST = 65504;

    private static final int SMALLEST_EXPONENT = -14;
    private static final int FRACTION_BITS = 10;
    private static final int SIGN = 0x8000;

    /** Of all numbers of a constant; of one whose numbers are not known, none. */
    public static HalfNumbers of(Content content) {
        if (content instanceof Content.Uniform one) {
            HalfNumbers number = of(one.number());
            return new HalfNumbers(new Content.Uniform(one.shape(), number.content()), number.clamped());
        }
        return content.floats()
                .map(values -> of(content.shape(), values))
                .orElseGet(() -> new HalfNumbers(new Content.Blank(ElementType.FLOAT16, content.shape()), 0));
    }

    private static HalfNumbers of(List<Integer> shape, float... values) {
        short[] bits = new short[values.length];
        long clamped = 0;
        for (int i = 0; i < bits.length; i++) {
            bits[i] = bits(values[i]);
            clamped += Math.abs(values[i]) > LARGEST ? 1 : 0;
        }
        return new HalfNumbers(Content.ofHalves(shape, bits), clamped);
    }

    /** The bits of the nearest one; {@code value} is finite. */
    static short bits(float value) {
        float magnitude = Math.min(Math.abs(value), LARGEST);
        int exponent = Math.max(SMALLEST_EXPONENT, Math.getExponent(magnitude));
        // in units of the last place at that exponent; the smallest exponent's numbers include those below it
        int units = (int) Math.rint(Math.scalb((double) magnitude, FRACTION_BITS - exponent));
        int biased = (exponent - SMALLEST_EXPONENT) << FRACTION_BITS;
        int sign = Float.floatToRawIntBits(value) < 0 ? SIGN : 0;
        return (short) (sign | (biased + units));
    }
}
