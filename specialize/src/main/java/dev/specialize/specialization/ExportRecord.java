package dev.specialize.specialization;

import dev.specialize.export.ExportOptions;
import dev.specialize.export.ModelInterface;
import dev.specialize.export.ModelPrecision;
import dev.specialize.platform.Platform;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.supernet.SupernetManifest;
import java.util.Optional;

/**
 * How a model was exported: beside the architecture and the supernet, all that its bytes depend on.
 *
 * @param batch images that one run takes; empty if the caller gives as many as it likes
 * @param platform that the file was made for
 * @param modelInterface what goes into it and what comes out; measured latencies are those from normalised images to logits
 * @param precision of its numbers
 * @param quantization how they came about on that platform, where the precision asks for it
 */
public record ExportRecord(
        Optional<Integer> batch,
        String platform,
        ModelInterface modelInterface,
        ModelPrecision precision,
        Optional<QuantizationSettings> quantization) {
    public ExportRecord {
        batch.ifPresent(images -> {
            if (images < 1) {
                throw new IllegalArgumentException("batch must be at least 1, got " + images);
            }
        });
        if (platform.isBlank()) {
            throw new IllegalArgumentException("platform must not be blank");
        }
    }

    /** A model that always takes so many images. */
    public static ExportRecord of(int images, ModelLabel label) {
        boolean quantized = label.precision() == ModelPrecision.INT8;
        return new ExportRecord(
                Optional.of(images),
                label.platform().name(),
                label.face(),
                label.precision(),
                quantized
                        ? Optional.of(ExportOptions.fitting(label.quantization(), label.platform()))
                        : Optional.empty());
    }

    /**
     * Of models that are exported so.
     *
     * @throws dev.specialize.platform.UnknownPlatformException if the platform is none of today's
     */
    ModelLabel label(SupernetManifest supernet) {
        return ModelLabel.of(supernet)
                .on(Platform.named(platform))
                .showing(modelInterface)
                .in(precision)
                .quantizedBy(quantization.orElse(QuantizationSettings.USUAL));
    }
}
