package dev.specialize.quantization;

import dev.specialize.onnx.Node;
import java.util.Set;

/**
 * Everything that the quantised form of a graph depends on.
 *
 * @param means for the correction of biases
 * @param kept layers that stay in float32: names that nodes begin with
 */
record QuantizationPlan(Ranges ranges, ChannelMeans means, Set<String> kept, ActivationForm form, WeightRange weights) {
    QuantizationPlan {
        kept = Set.copyOf(kept);
    }

    QuantizationPlan keeping(Set<String> layers) {
        return new QuantizationPlan(ranges, means, layers, form, weights);
    }

    boolean keeps(Node node) {
        return kept.stream().anyMatch(layer -> LayerNames.isOf(node, layer));
    }
}
