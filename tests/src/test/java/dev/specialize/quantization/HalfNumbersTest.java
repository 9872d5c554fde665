package dev.specialize.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.onnx.Content;
import dev.specialize.onnx.ElementType;
import dev.specialize.weights.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HalfNumbersTest {
    /** By the definition of IEEE 754, from sign, exponent and fraction. */
    private static double value(int bits) {
        int exponent = (bits >> 10) & 31;
        int fraction = bits & 1023;
        double magnitude =
                exponent == 0 ? fraction * Math.pow(2, -24) : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15.0);
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    @Test
    void every_finite_half_is_itself() {
        for (int bits = 0; bits < 0x10000; bits++) {
            if (((bits >> 10) & 31) != 31) {
                assertThat(HalfNumbers.bits((float) value(bits)) & 0xffff).isEqualTo(bits);
            }
        }
    }

    @Test
    void others_become_the_nearest_and_of_two_the_even_one() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            float x = (float) (Math.exp(random.nextDouble(-20, 11)) * (random.nextBoolean() ? 1 : -1));
            int bits = HalfNumbers.bits(x) & 0xffff;
            double error = Math.abs(value(bits) - x);
            assertThat(error).isLessThanOrEqualTo(Math.abs(value(bits + 1) - x));
            if ((bits & 0x7fff) > 0) {
                assertThat(error).isLessThanOrEqualTo(Math.abs(value(bits - 1) - x));
            }
        }
        assertThat(HalfNumbers.bits(1 + 1 / 2048f) & 1).isZero();
        assertThat(HalfNumbers.bits(1 + 3 / 2048f) & 1).isZero();
    }

    @Test
    void what_is_beyond_the_largest_becomes_it_and_is_counted() {
        HalfNumbers half = HalfNumbers.of(Content.of(Tensor.of(new float[] {65504, 70000, -1e30f, 65505}, 4)));
        assertThat(half.clamped()).isEqualTo(3);
        assertThat(half.content().type()).isEqualTo(ElementType.FLOAT16);
        assertThat(value(HalfNumbers.bits(-1e30f) & 0xffff)).isEqualTo(-65504);
    }
}
