package dev.specialize.cli;

import dev.specialize.export.AccuracyLoss;
import dev.specialize.export.ModelPrecision;
import dev.specialize.quantization.KeptLayer;
import dev.specialize.quantization.QuantizationRecord;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person is told of the precision of a model.
 *
 * @param loss of accuracy against float32, where that was measured
 */
record PrecisionSummary(
        ModelPrecision precision, Optional<AccuracyLoss> loss, Optional<QuantizationRecord> quantization) {
    /** A line each; nothing for float32. */
    String text() {
        if (precision == ModelPrecision.FP32) {
            return "";
        }
        return line(precision + loss.map(PrecisionSummary::loss).orElse(""))
                + quantization.map(q -> line(quantization(q))).orElse("");
    }

    /** Whose logits are compared with the subnet's: those of narrower numbers differ by rounding, and are judged by accuracy. */
    static String ofFloats(ModelPrecision precision) {
        return precision == ModelPrecision.FP32 ? "" : "in fp32 ";
    }

    private static String line(String text) {
        return String.format(Locale.ROOT, "precision %s%n", text);
    }

    private static String loss(AccuracyLoss loss) {
        return String.format(
                Locale.ROOT,
                ", %+.1f points against fp32 (at most %.1f may be lost, and %.1f by chance on %,d images)",
                0.0 - 100 * loss.lost(),
                100 * loss.allowed(),
                100 * loss.chance(),
                loss.images());
    }

    private static String quantization(QuantizationRecord record) {
        String kept = record.kept().stream().map(KeptLayer::layer).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "quantised by %s on %,d images, %s",
                record.method(),
                record.images(),
                kept.isEmpty() ? "all layers" : "all layers but " + kept);
    }
}
