package dev.specialize.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.onnx.ElementType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinearQuantizerTest {
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"-1, 1", "0, 6", "-0.375, 12", "-7, 0", "2, 3", "-5, -4", "1e-6, 1e6"})
    void numbers_of_the_range_come_back_within_half_a_step(double lowest, double highest) {
        ValueRange range = new ValueRange(lowest, highest);
        SplittableRandom random = new SplittableRandom(1);
        for (ActivationForm form : ActivationForm.values()) {
            LinearQuantizer quantizer = form.quantizer(range);
            for (int i = 0; i < 1000; i++) {
                double x = random.nextDouble(lowest, highest);
                // the zero point is rounded too, so at the ends it may be a whole step
                assertThat(quantizer.dequantize(quantizer.quantize(x)))
                        .isCloseTo(x, within(1.0001 * quantizer.scale()));
            }
            assertThat(quantizer.dequantize(quantizer.quantize(0))).isZero();
        }
    }

    @Test
    void what_is_beyond_the_range_saturates() {
        LinearQuantizer quantizer = LinearQuantizer.asymmetric(new ValueRange(0, 2.55));
        assertThat(quantizer.quantize(-3)).isZero();
        assertThat(quantizer.quantize(99)).isEqualTo(255);
        assertThat(LinearQuantizer.symmetric(new ValueRange(-1.27, 0)).quantize(99))
                .isEqualTo(127);
    }

    @Test
    void halves_are_rounded_to_even() {
        LinearQuantizer quantizer = new LinearQuantizer(1, 10, ElementType.UINT8);
        assertThat(quantizer.quantize(0.5)).isEqualTo(10);
        assertThat(quantizer.quantize(1.5)).isEqualTo(12);
        assertThat(quantizer.quantize(-0.5)).isEqualTo(10);
    }

    @ParameterizedTest(name = "always {0}")
    @ValueSource(doubles = {0, 5, -5, 1e-40, -1e-40})
    void constant_activations_come_back(double constant) {
        for (ActivationForm form : ActivationForm.values()) {
            LinearQuantizer quantizer = form.quantizer(new ValueRange(constant, constant));
            assertThat(quantizer.dequantize(quantizer.quantize(constant)))
                    .isCloseTo(constant, within(Math.abs(constant) * 1e-6 + 1e-30));
        }
    }
}
