package dev.specialize.quantization;

import dev.specialize.onnx.Content;
import dev.specialize.onnx.ElementType;
import dev.specialize.onnx.Operand;
import java.util.List;

/**
 * An activation that is whole numbers in between.
 *
 * @param read what nodes read instead of it: the whole numbers as float32 again
 * @param parameters scale and zero point
 */
record QuantizedValue(Operand.Value read, List<Operand> parameters) {
    static final String SCALE = ".s";
    /** Most are the one that is shared. */
    static final String ZERO = ".z";

    QuantizedValue {
        parameters = List.copyOf(parameters);
    }

    static List<Operand> parameters(String name, LinearQuantizer quantizer) {
        Operand scale = new Operand.Constant(name + SCALE, Content.of(quantizer.scale()));
        if (quantizer.zeroPoint() == 0 && quantizer.type() == ElementType.UINT8) {
            return List.of(scale, SharedGate.ZERO);
        }
        Content zero = Content.of(quantizer.type(), List.of(), (byte) quantizer.zeroPoint());
        return List.of(scale, new Operand.Constant(name + ZERO, zero));
    }
}
