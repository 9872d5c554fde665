package dev.specialize.export;

import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.Platform;
import dev.specialize.quantization.ActivationForm;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.quantization.WeightRange;
import java.util.OptionalLong;

/**
 * What a model says about itself, how many images it takes and in which form, what its numbers are, and where it is to run.
 *
 * @param quantization how, if the precision is {@link ModelPrecision#INT8}
 * @param largestBytes of its file, which layers of such a model that stay in float32 because of the error do not exceed
 */
public record ExportOptions(
        BatchSize batch,
        ModelMetadata metadata,
        ModelPrecision precision,
        QuantizationSettings quantization,
        Platform platform,
        ModelInterface face,
        OptionalLong largestBytes) {
    /** One image at a time, nothing said, float32, for any runtime: for models that only a profiler sees. */
    public static final ExportOptions PLAIN = of(ModelMetadata.NONE);

    /** One image at a time, float32, for any runtime. */
    public static ExportOptions of(ModelMetadata metadata) {
        return new ExportOptions(
                BatchSize.ONE,
                metadata,
                ModelPrecision.FP32,
                QuantizationSettings.USUAL,
                Platform.onnx(),
                ModelInterface.IMAGE_TO_LOGITS,
                OptionalLong.empty());
    }

    /** Settings as they were asked for, and as the platform must have them. */
    public static QuantizationSettings fitting(QuantizationSettings asked, Platform platform) {
        QuantizationSettings weighed = platform.reducedRange() ? asked.withWeights(WeightRange.SEVEN_BITS) : asked;
        return platform.symmetricActivations() ? weighed.withActivations(ActivationForm.SYMMETRIC_INT8) : weighed;
    }

    public ExportOptions withBatch(BatchSize newBatch) {
        return new ExportOptions(newBatch, metadata, precision, quantization, platform, face, largestBytes);
    }

    public ExportOptions withPrecision(ModelPrecision newPrecision) {
        return new ExportOptions(batch, metadata, newPrecision, quantization, platform, face, largestBytes);
    }

    public ExportOptions withQuantization(QuantizationSettings settings) {
        return new ExportOptions(batch, metadata, precision, settings, platform, face, largestBytes);
    }

    public ExportOptions withPlatform(Platform newPlatform) {
        return new ExportOptions(batch, metadata, precision, quantization, newPlatform, face, largestBytes);
    }

    public ExportOptions withInterface(ModelInterface newFace) {
        return new ExportOptions(batch, metadata, precision, quantization, platform, newFace, largestBytes);
    }

    public ExportOptions withLargestBytes(long bytes) {
        return new ExportOptions(batch, metadata, precision, quantization, platform, face, OptionalLong.of(bytes));
    }
}
