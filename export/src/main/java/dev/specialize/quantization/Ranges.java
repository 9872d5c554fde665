package dev.specialize.quantization;

import dev.specialize.onnx.Operand;

/** How far the numbers of a graph's values reach. */
@FunctionalInterface
interface Ranges {
    ValueRange of(Operand.Value value);
}
