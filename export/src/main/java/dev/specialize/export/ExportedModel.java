package dev.specialize.export;

import dev.specialize.quantization.QuantizationRecord;
import java.util.Optional;

/**
 * A model and how its numbers came about.
 *
 * @param onnx the file; shared with the caller, who must not write to it
 * @param quantization of an {@link ModelPrecision#INT8} model
 * @param clampedWeights of a model of sixteen bits: those beyond the largest such number, which are it now
 */
@SuppressWarnings("ArrayRecordComponent") // the content of a file, made once and written once
public record ExportedModel(
        byte[] onnx, ModelPrecision precision, Optional<QuantizationRecord> quantization, long clampedWeights) {}
