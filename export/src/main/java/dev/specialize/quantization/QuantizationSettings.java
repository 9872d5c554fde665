package dev.specialize.quantization;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a network is quantised.
 *
 * @param kept layers that stay in float32, whatever is measured
 * @param largestError of the logits, root mean square in units of their spread: beyond it, the layers that cause most of it
 *     stay in float32 as well
 * @param largestShare of the float32 file's size, which layers that stay in float32 because of the error do not exceed
 * @param leastImages fewer are refused
 */
public record QuantizationSettings(
        CalibrationMethod method,
        ActivationForm activations,
        WeightRange weights,
        SortedSet<String> kept,
        double largestError,
        double largestShare,
        int leastImages) {
    /** With fewer, ranges depend on which images they are. */
    private static final int USUAL_IMAGES = 32;

    private static final double USUAL_ERROR = 0.15;
    private static final double USUAL_SHARE = 0.3;

    /** What suits ONNX Runtime on CPUs. */
    public static final QuantizationSettings USUAL = new QuantizationSettings(
            CalibrationMethod.PERCENTILE,
            ActivationForm.ASYMMETRIC_UINT8,
            WeightRange.FULL,
            new TreeSet<>(),
            USUAL_ERROR,
            USUAL_SHARE,
            USUAL_IMAGES);

    public QuantizationSettings {
        kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
        if (!(largestError > 0) || !(largestShare > 0) || leastImages < 1) {
            throw new IllegalArgumentException("quantisation: error " + largestError + ", share " + largestShare
                    + " and images " + leastImages + " must be above 0");
        }
    }

    public QuantizationSettings withMethod(CalibrationMethod other) {
        return new QuantizationSettings(other, activations, weights, kept, largestError, largestShare, leastImages);
    }

    public QuantizationSettings withActivations(ActivationForm form) {
        return new QuantizationSettings(method, form, weights, kept, largestError, largestShare, leastImages);
    }

    public QuantizationSettings withWeights(WeightRange range) {
        return new QuantizationSettings(method, activations, range, kept, largestError, largestShare, leastImages);
    }

    public QuantizationSettings keeping(Set<String> layers) {
        return new QuantizationSettings(
                method, activations, weights, new TreeSet<>(layers), largestError, largestShare, leastImages);
    }

    /** The same for a network that may lack some of the layers that are to be kept. */
    public QuantizationSettings keepingAmong(Collection<String> layers) {
        Set<String> there = new TreeSet<>(kept);
        there.retainAll(layers);
        return keeping(there);
    }

    /**
     * Checks that the layers to be kept are among those of a network.
     *
     * @throws QuantizationException if one is not
     */
    public void requireKeptAmong(Collection<String> layers) {
        for (String layer : kept) {
            if (!layers.contains(layer)) {
                throw new QuantizationException(
                        "The network has no layer '" + layer + "' to keep in float32. Its layers: " + layers);
            }
        }
    }

    /** The same that keeps the layers that a model keeps already, and no others, whatever the error is. */
    public QuantizationSettings keepingAs(QuantizationRecord made) {
        return keeping(made.kept().stream().map(KeptLayer::layer).collect(Collectors.toSet()))
                .within(Double.POSITIVE_INFINITY, largestShare);
    }

    /**
     * Checks that there are enough images to calibrate on.
     *
     * @throws QuantizationException if there are too few
     */
    public void requireEnough(int images) {
        if (images < leastImages) {
            throw new QuantizationException(images + " calibration images are too few to tell the ranges of"
                    + " activations (at least " + leastImages
                    + "). Maybe use a supernet with more of them, or export in fp16.");
        }
    }

    /** With other limits of what is measured. */
    public QuantizationSettings within(double error, double share) {
        return new QuantizationSettings(method, activations, weights, kept, error, share, leastImages);
    }

    public QuantizationSettings withLeastImages(int images) {
        return new QuantizationSettings(method, activations, weights, kept, largestError, largestShare, images);
    }
}
