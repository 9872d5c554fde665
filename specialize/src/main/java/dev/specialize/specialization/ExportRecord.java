package dev.specialize.specialization;

import dev.specialize.devices.Precision;
import java.util.Optional;

/**
 * How a model was exported: beside the architecture and the supernet, all that its bytes depend on.
 *
 * @param batch images that one run takes; empty if the caller gives as many as it likes
 * @param platform that the file was made for
 * @param precision that it computes in
 */
public record ExportRecord(Optional<Integer> batch, String platform, Precision precision) {
    private static final String ANY_PLATFORM = "onnx";

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

    /** A model in float32 for any runtime, that always takes so many images. */
    static ExportRecord ofBatch(int images) {
        return new ExportRecord(Optional.of(images), ANY_PLATFORM, Precision.FP32);
    }
}
