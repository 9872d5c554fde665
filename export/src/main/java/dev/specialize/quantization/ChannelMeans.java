package dev.specialize.quantization;

import dev.specialize.onnx.Operand;
import java.util.Optional;

/** What the channels of a graph's values are on average. */
@FunctionalInterface
interface ChannelMeans {
    /** None of them is known. */
    ChannelMeans UNKNOWN = value -> Optional.empty();

    /** One for each channel. */
    Optional<double[]> of(Operand.Value value);
}
