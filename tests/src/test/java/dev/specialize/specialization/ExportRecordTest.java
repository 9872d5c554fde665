package dev.specialize.specialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.export.ModelPrecision;
import dev.specialize.platform.Platform;
import dev.specialize.quantization.WeightRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportRecordTest {
    /** Else a model that was made before the platform asked for it would pass for the same. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"onnx, FULL", "cpu-x86, SEVEN_BITS"})
    void what_a_platform_asks_for_is_put_down(String platform, WeightRange weights) {
        ModelLabel label = ModelLabel.PLAIN.on(Platform.named(platform)).in(ModelPrecision.INT8);
        assertThat(ExportRecord.of(1, label).quantization().orElseThrow().weights())
                .isEqualTo(weights);
    }
}
