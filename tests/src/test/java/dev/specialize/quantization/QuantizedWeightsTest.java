package dev.specialize.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.onnx.Content;
import dev.specialize.weights.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class QuantizedWeightsTest {
    private static final float INPUT_SCALE = 0.02f;

    @ParameterizedTest
    @EnumSource(WeightRange.class)
    void each_channel_reaches_as_far_as_its_largest_weight(WeightRange range) {
        QuantizedWeights whole = whole(new float[] {0.4f, -1, 100, 20}, new float[] {0, 0}, range);
        int largest = range.largest();
        assertThat(whole.weight().littleEndian().orElseThrow())
                .containsExactly((byte) Math.rint(largest * 0.4), (byte) -largest, (byte) largest, (byte)
                        Math.rint(largest / 5.0));
        assertThat(whole.scales().floats().orElseThrow()).containsExactly(1f / largest, 100f / largest);
    }

    @Test
    void a_channel_of_zeros_keeps_its_bias() {
        QuantizedWeights whole = whole(new float[] {0, 0, 1, 1}, new float[] {-0.37f, 0.2f}, WeightRange.FULL);
        assertThat(bias(whole, 0)).isCloseTo(-0.37, within(1e-7));
        assertThat(bias(whole, 1)).isCloseTo(0.2, within(INPUT_SCALE / 127.0));
        assertThat(whole.weight().littleEndian().orElseThrow()).startsWith((byte) 0, (byte) 0);
    }

    @Test
    void a_channel_of_nothing_but_zeros_stays_zero() {
        QuantizedWeights whole = whole(new float[] {0, 0, 0, 0}, new float[] {0, 0}, WeightRange.FULL);
        assertThat(whole.weight().littleEndian().orElseThrow()).containsOnly((byte) 0);
        assertThat(bias(whole, 0)).isZero();
        assertThat(whole.scales().floats().orElseThrow()).containsOnly(1);
    }

    @Test
    void a_bias_that_is_huge_beside_its_weights_fits_into_32_bits() {
        QuantizedWeights whole = whole(new float[] {1e-9f, 1e-9f, 1, 1}, new float[] {1000, 0}, WeightRange.FULL);
        assertThat(bias(whole, 0)).isCloseTo(1000, within(1e-3));
    }

    private static QuantizedWeights whole(float[] weights, float[] bias, WeightRange range) {
        return QuantizedWeights.of(
                Content.of(Tensor.of(weights, 2, 2, 1, 1)), Content.of(Tensor.of(bias, 2)), INPUT_SCALE, range);
    }

    private static double bias(QuantizedWeights whole, int channel) {
        ByteBuffer bytes =
                ByteBuffer.wrap(whole.bias().littleEndian().orElseThrow()).order(ByteOrder.LITTLE_ENDIAN);
        return (double) bytes.getInt(channel * Integer.BYTES)
                * INPUT_SCALE
                * whole.scales().floats().orElseThrow()[channel];
    }
}
