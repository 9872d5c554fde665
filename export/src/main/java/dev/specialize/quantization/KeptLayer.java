package dev.specialize.quantization;

import java.util.Optional;

/**
 * A layer that stays in float32.
 *
 * @param error of the logits if this layer alone is quantised, see {@link QuantizationRecord#logitsError}; empty if it was
 *     not measured because the layer was to be kept anyway
 */
public record KeptLayer(String layer, Optional<Double> error) {}
