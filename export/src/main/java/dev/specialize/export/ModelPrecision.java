package dev.specialize.export;

import dev.specialize.devices.Precision;
import dev.specialize.quantization.QuantizedGraph;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the numbers of an exported model are. */
public enum ModelPrecision {
    /** Float32 throughout. */
    FP32(PrecisionForm.FLOAT, 0, Verification.TOLERANCE),
    /** Weights of sixteen bits, which runtimes turn into float32 when they load the model. */
    FP16_WEIGHTS(PrecisionForm.HALF_WEIGHTS, 0.001, Verification.TOLERANCE),
    /** Weights and activations of sixteen bits; input and output are float32. */
    FP16(PrecisionForm.HALF, 0.001, 0.05),
    /** Weights and activations of eight bits, see {@link QuantizedGraph}; input and output are float32. */
    INT8(PrecisionForm.WHOLE_NUMBERS, 0.01, 0.5);

    private final PrecisionForm form;
    private final double allowedLoss;
    private final double tolerance;

    ModelPrecision(PrecisionForm form, double allowedLoss, double tolerance) {
        this.form = form;
        this.allowedLoss = allowedLoss;
        this.tolerance = tolerance;
    }

    /** Largest share of images by which such a model may be right less often than in float32, see {@link AccuracyLoss}. */
    public double allowedLoss() {
        return allowedLoss;
    }

    /** What the logits of one such file may differ by between machines, see {@link Verification#tolerance}. */
    public double tolerance() {
        return tolerance;
    }

    /** Whether images are needed to make such a model. */
    public boolean needsImages() {
        return this == INT8;
    }

    /** What a device computes in when it runs such a model. */
    public Precision computed() {
        return switch (this) {
            case FP32, FP16_WEIGHTS -> Precision.FP32;
            case FP16 -> Precision.FP16;
            case INT8 -> Precision.INT8;
        };
    }

    /** What is written where a device computes in a precision. */
    public static ModelPrecision of(Precision precision) {
        return valueOf(precision.name());
    }

    PrecisionForm form() {
        return form;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static ModelPrecision parse(String name) {
        return Arrays.stream(values())
                .filter(precision -> precision.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("precision must be one of "
                        + Arrays.stream(values()).map(Object::toString).collect(Collectors.joining(", ")) + ", got '"
                        + name + "'"));
    }

    /** Such as {@code fp16-weights}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
