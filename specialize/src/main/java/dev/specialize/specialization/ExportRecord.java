package dev.specialize.specialization;

import dev.specialize.devices.Precision;
import dev.specialize.export.ModelInterface;
import dev.specialize.platform.Platform;
import dev.specialize.supernet.SupernetManifest;
import java.util.Optional;

/**
 * How a model was exported: beside the architecture and the supernet, all that its bytes depend on.
 *
 * @param batch images that one run takes; empty if the caller gives as many as it likes
 * @param platform that the file was made for
 * @param modelInterface what goes into it and what comes out; measured latencies are those from normalised images to logits
 * @param precision that it computes in
 */
public record ExportRecord(
        Optional<Integer> batch, String platform, ModelInterface modelInterface, Precision precision) {
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

    /** A model in float32 that always takes so many images. */
    public static ExportRecord of(int images, Platform platform, ModelInterface modelInterface) {
        return new ExportRecord(Optional.of(images), platform.name(), modelInterface, Precision.FP32);
    }

    /**
     * Of models that are exported so.
     *
     * @throws dev.specialize.platform.UnknownPlatformException if the platform is none of today's
     */
    ModelLabel label(SupernetManifest supernet) {
        return ModelLabel.of(supernet).on(Platform.named(platform)).showing(modelInterface);
    }
}
