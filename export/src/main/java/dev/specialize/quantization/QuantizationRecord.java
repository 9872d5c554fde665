package dev.specialize.quantization;

import java.util.List;

/**
 * How a model was quantised, for its manifest.
 *
 * @param method of calibration
 * @param images for calibration: seven eighths tell the ranges, the rest how well these hold
 * @param activations such as {@code asymmetric-uint8}
 * @param weightLimit largest whole number of a weight
 * @param logitsError root mean square of what quantising changes in the logits of the calibration images, in units of their
 *     spread: their root mean square after each image's mean is taken off
 * @param mostClipped the activation of which most is beyond its range on images that this is not from
 * @param kept layers that stay in float32, those that were asked for first
 */
public record QuantizationRecord(
        String method,
        int images,
        String activations,
        int weightLimit,
        double logitsError,
        ClippedShare mostClipped,
        List<KeptLayer> kept) {
    public QuantizationRecord {
        kept = List.copyOf(kept);
    }
}
