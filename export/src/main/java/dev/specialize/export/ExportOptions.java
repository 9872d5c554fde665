package dev.specialize.export;

import dev.specialize.onnx.BatchSize;
import dev.specialize.quantization.QuantizationSettings;

/**
 * What a model says about itself, how many images it takes, and what its numbers are.
 *
 * @param quantization how, if the precision is {@link ModelPrecision#INT8}
 */
public record ExportOptions(
        BatchSize batch, ModelMetadata metadata, ModelPrecision precision, QuantizationSettings quantization) {
    /** One image at a time, nothing said, float32: for models that only a profiler sees. */
    public static final ExportOptions PLAIN = of(ModelMetadata.NONE);

    /** One image at a time, float32. */
    public static ExportOptions of(ModelMetadata metadata) {
        return new ExportOptions(BatchSize.ONE, metadata, ModelPrecision.FP32, QuantizationSettings.USUAL);
    }

    public ExportOptions withBatch(BatchSize newBatch) {
        return new ExportOptions(newBatch, metadata, precision, quantization);
    }

    public ExportOptions withPrecision(ModelPrecision newPrecision) {
        return new ExportOptions(batch, metadata, newPrecision, quantization);
    }

    public ExportOptions withQuantization(QuantizationSettings settings) {
        return new ExportOptions(batch, metadata, precision, settings);
    }
}
