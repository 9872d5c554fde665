package dev.specialize.onnx;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The type of the numbers that an operator writes, from the types that it reads; empty if they do not fit. */
@FunctionalInterface
interface TypeRule {
    Optional<ElementType> output(List<ElementType> inputs, Map<String, Attribute> attributes);

    /** All that is read is of one floating-point type, and so is what is written. */
    static Optional<ElementType> floating(List<ElementType> inputs, Map<String, Attribute> attributes) {
        boolean alike = new HashSet<>(inputs).size() == 1;
        return alike && inputs.get(0).isFloating() ? Optional.of(inputs.get(0)) : Optional.empty();
    }

    /** Numbers are moved or chosen, never computed. */
    static Optional<ElementType> kept(List<ElementType> inputs, Map<String, Attribute> attributes) {
        return Optional.of(inputs.get(0));
    }

    /** Inputs: numbers, and a shape. */
    static Optional<ElementType> reshaped(List<ElementType> inputs, Map<String, Attribute> attributes) {
        return inputs.get(1) == ElementType.INT64 ? Optional.of(inputs.get(0)) : Optional.empty();
    }

    static Optional<ElementType> place(List<ElementType> inputs, Map<String, Attribute> attributes) {
        return inputs.get(0).isFloating() ? Optional.of(ElementType.INT64) : Optional.empty();
    }

    static Optional<ElementType> cast(List<ElementType> inputs, Map<String, Attribute> attributes) {
        return Optional.of(((Attribute.Type) attributes.get("to")).type());
    }

    /** Inputs: numbers, scale, and a zero point whose type is the one that is written, else it is unsigned. */
    static Optional<ElementType> quantized(List<ElementType> inputs, Map<String, Attribute> attributes) {
        ElementType whole = inputs.size() == 3 ? inputs.get(2) : ElementType.UINT8;
        boolean fits = inputs.get(0) == ElementType.FLOAT && inputs.get(1) == ElementType.FLOAT && whole.hasEightBits();
        return fits ? Optional.of(whole) : Optional.empty();
    }

    /** Inputs: whole numbers, scale, and of the whole numbers' type an optional zero point. */
    static Optional<ElementType> dequantized(List<ElementType> inputs, Map<String, Attribute> attributes) {
        ElementType whole = inputs.get(0);
        boolean fits = (whole.hasEightBits() || whole == ElementType.INT32)
                && inputs.get(1) == ElementType.FLOAT
                && (inputs.size() == 2 || inputs.get(2) == whole);
        return fits ? Optional.of(ElementType.FLOAT) : Optional.empty();
    }
}
