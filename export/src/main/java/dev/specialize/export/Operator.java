package dev.specialize.export;

import java.util.List;
import java.util.Map;

/**
 * One of the ONNX operators that networks are made of, as data (ONNX operator specification, opset {@value
 * ModelFile#OPSET}).
 *
 * @param onnxName its type in the specification
 * @param attributeTypes all that must be given
 * @param shapeRule the shape that it writes
 */
record Operator(
        String onnxName,
        int minInputs,
        int maxInputs,
        Map<String, Class<? extends Attribute>> attributeTypes,
        ShapeRule shapeRule) {
    static final Operator CONV = new Operator(
            "Conv",
            2,
            3,
            Map.of(
                    "group", Attribute.Whole.class,
                    "kernel_shape", Attribute.Wholes.class,
                    "pads", Attribute.Wholes.class,
                    "strides", Attribute.Wholes.class),
            ShapeRule::convolved);
    static final Operator RELU = new Operator("Relu", 1, 1, Map.of(), ShapeRule::same);
    static final Operator CLIP = new Operator("Clip", 3, 3, Map.of(), ShapeRule::clipped);
    static final Operator HARD_SWISH = new Operator("HardSwish", 1, 1, Map.of(), ShapeRule::same);
    static final Operator HARD_SIGMOID = new Operator(
            "HardSigmoid", 1, 1, Map.of("alpha", Attribute.Real.class, "beta", Attribute.Real.class), ShapeRule::same);
    static final Operator MAX_POOL = new Operator(
            "MaxPool",
            1,
            1,
            Map.of(
                    "ceil_mode", Attribute.Whole.class,
                    "kernel_shape", Attribute.Wholes.class,
                    "pads", Attribute.Wholes.class,
                    "strides", Attribute.Wholes.class),
            ShapeRule::windowed);
    static final Operator AVERAGE_POOL = new Operator(
            "AveragePool",
            1,
            1,
            Map.of(
                    "ceil_mode", Attribute.Whole.class,
                    "count_include_pad", Attribute.Whole.class,
                    "kernel_shape", Attribute.Wholes.class,
                    "pads", Attribute.Wholes.class,
                    "strides", Attribute.Wholes.class),
            ShapeRule::windowed);
    static final Operator GLOBAL_AVERAGE_POOL = new Operator("GlobalAveragePool", 1, 1, Map.of(), ShapeRule::pooled);
    static final Operator MUL = new Operator("Mul", 2, 2, Map.of(), ShapeRule::gated);
    static final Operator ADD = new Operator("Add", 2, 2, Map.of(), ShapeRule::added);
    static final Operator FLATTEN =
            new Operator("Flatten", 1, 1, Map.of("axis", Attribute.Whole.class), ShapeRule::flattened);
    static final Operator GEMM =
            new Operator("Gemm", 3, 3, Map.of("transB", Attribute.Whole.class), ShapeRule::multiplied);

    Operator {
        attributeTypes = Map.copyOf(attributeTypes);
    }

    /**
     * The shape of what it writes, without the batch axis.
     *
     * @throws IllegalArgumentException if it cannot be applied to such inputs and attributes
     */
    List<Integer> apply(List<Operand> inputs, Map<String, Attribute> attributes) {
        if (inputs.size() < minInputs || inputs.size() > maxInputs) {
            throw new IllegalArgumentException(onnxName + " does not take " + inputs.size() + " inputs");
        }
        if (!attributes.keySet().equals(attributeTypes.keySet())) {
            throw new IllegalArgumentException(
                    onnxName + " needs the attributes " + attributeTypes.keySet() + ", got " + attributes.keySet());
        }
        attributes.forEach((name, value) -> {
            if (!attributeTypes.get(name).isInstance(value)) {
                throw new IllegalArgumentException(onnxName + " does not take " + value + " as " + name);
            }
        });
        List<List<Integer>> shapes = inputs.stream().map(Operand::shape).toList();
        return shapeRule
                .output(shapes, attributes)
                .orElseThrow(() -> new IllegalArgumentException(
                        onnxName + " cannot be applied to shapes " + shapes + " with " + attributes));
    }
}
