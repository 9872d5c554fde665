package dev.specialize.onnx;

import java.util.List;
import java.util.Map;

/**
 * One of the ONNX operators that networks are made of, as data (ONNX operator specification, opset 17).
 *
 * @param onnxName its type in the specification
 * @param attributeTypes all that must be given
 * @param shapeRule the shape that it writes
 * @param typeRule the type of the numbers that it writes
 */
public record Operator(
        String onnxName,
        int minInputs,
        int maxInputs,
        Map<String, Class<? extends Attribute>> attributeTypes,
        ShapeRule shapeRule,
        TypeRule typeRule) {
    public static final Operator CONV = new Operator(
            "Conv",
            2,
            3,
            Map.of(
                    "group", Attribute.Whole.class,
                    "kernel_shape", Attribute.Wholes.class,
                    "pads", Attribute.Wholes.class,
                    "strides", Attribute.Wholes.class),
            ShapeRule::convolved,
            TypeRule::floating);
    public static final Operator RELU = new Operator("Relu", 1, 1, Map.of(), ShapeRule::same, TypeRule::floating);
    public static final Operator CLIP = new Operator("Clip", 3, 3, Map.of(), ShapeRule::clipped, TypeRule::floating);
    public static final Operator HARD_SWISH =
            new Operator("HardSwish", 1, 1, Map.of(), ShapeRule::same, TypeRule::floating);
    public static final Operator HARD_SIGMOID = new Operator(
            "HardSigmoid",
            1,
            1,
            Map.of("alpha", Attribute.Real.class, "beta", Attribute.Real.class),
            ShapeRule::same,
            TypeRule::floating);
    public static final Operator MAX_POOL = new Operator(
            "MaxPool",
            1,
            1,
            Map.of(
                    "ceil_mode", Attribute.Whole.class,
                    "kernel_shape", Attribute.Wholes.class,
                    "pads", Attribute.Wholes.class,
                    "strides", Attribute.Wholes.class),
            ShapeRule::windowed,
            TypeRule::kept);
    public static final Operator AVERAGE_POOL = new Operator(
            "AveragePool",
            1,
            1,
            Map.of(
                    "ceil_mode", Attribute.Whole.class,
                    "count_include_pad", Attribute.Whole.class,
                    "kernel_shape", Attribute.Wholes.class,
                    "pads", Attribute.Wholes.class,
                    "strides", Attribute.Wholes.class),
            ShapeRule::windowed,
            TypeRule::floating);
    public static final Operator GLOBAL_AVERAGE_POOL =
            new Operator("GlobalAveragePool", 1, 1, Map.of(), ShapeRule::pooled, TypeRule::floating);
    public static final Operator MUL = new Operator("Mul", 2, 2, Map.of(), ShapeRule::gated, TypeRule::floating);
    public static final Operator SUB = new Operator("Sub", 2, 2, Map.of(), ShapeRule::gated, TypeRule::floating);
    public static final Operator ADD = new Operator("Add", 2, 2, Map.of(), ShapeRule::added, TypeRule::floating);
    public static final Operator FLATTEN =
            new Operator("Flatten", 1, 1, Map.of("axis", Attribute.Whole.class), ShapeRule::flattened, TypeRule::kept);
    /** Inputs: anything, and the constant [0, -1], which leaves images apart and makes one axis of the rest. */
    public static final Operator RESHAPE =
            new Operator("Reshape", 2, 2, Map.of(), ShapeRule::reshaped, TypeRule::reshaped);
    /** Axes in another order, the batch axis, which stays the first, included. */
    public static final Operator TRANSPOSE = new Operator(
            "Transpose", 1, 1, Map.of("perm", Attribute.Wholes.class), ShapeRule::transposed, TypeRule::kept);

    public static final Operator GEMM = new Operator(
            "Gemm", 3, 3, Map.of("transB", Attribute.Whole.class), ShapeRule::multiplied, TypeRule::floating);

    /** Everything times one number. */
    public static final Operator SCALE =
            new Operator("Mul", 2, 2, Map.of(), ShapeRule::scaledByOne, TypeRule::floating);

    /** exp(x) over its sum along an axis. */
    public static final Operator SOFTMAX =
            new Operator("Softmax", 1, 1, Map.of("axis", Attribute.Whole.class), ShapeRule::same, TypeRule::floating);
    /** The place of the largest number of a vector, the first of equal ones. */
    public static final Operator ARG_MAX = new Operator(
            "ArgMax",
            1,
            1,
            Map.of("axis", Attribute.Whole.class, "keepdims", Attribute.Whole.class),
            ShapeRule::reduced,
            TypeRule::place);

    /** Numbers of another type. */
    public static final Operator CAST =
            new Operator("Cast", 1, 1, Map.of("to", Attribute.Type.class), ShapeRule::same, TypeRule::cast);
    /** round(x / scale) + zero point, in eight bits, the nearest where it is beyond them; without zero point unsigned. */
    public static final Operator QUANTIZE =
            new Operator("QuantizeLinear", 2, 3, Map.of(), ShapeRule::scaled, TypeRule::quantized);
    /** (x - zero point) * scale. */
    public static final Operator DEQUANTIZE =
            new Operator("DequantizeLinear", 2, 3, Map.of(), ShapeRule::scaled, TypeRule::dequantized);
    /** (x - zero point) * scale, with a scale and a zero point of each index along an axis of a weight. */
    public static final Operator DEQUANTIZE_CHANNELS = new Operator(
            "DequantizeLinear",
            2,
            3,
            Map.of("axis", Attribute.Whole.class),
            ShapeRule::scaledAlongAxis,
            TypeRule::dequantized);

    /**
     * A map with every pixel repeated so that a single one becomes a map of this size. Inputs: the pixel, nothing (regions
     * are not cut), and how many times each of the four axes grows.
     */
    public static Operator repeated(int height, int width) {
        return new Operator(
                "Resize",
                3,
                3,
                Map.of(
                        "coordinate_transformation_mode", Attribute.Word.class,
                        "mode", Attribute.Word.class,
                        "nearest_mode", Attribute.Word.class),
                (inputs, attributes) -> ShapeRule.repeated(inputs, height, width),
                TypeRule::kept);
    }

    public Operator {
        attributeTypes = Map.copyOf(attributeTypes);
    }

    /**
     * What it writes.
     *
     * @throws IllegalArgumentException if it cannot be applied to such inputs and attributes
     */
    Operand.Result apply(String name, List<Operand> inputs, Map<String, Attribute> attributes) {
        requireCount(inputs);
        requireAttributes(attributes);
        List<List<Integer>> shapes = inputs.stream().map(Operand::shape).toList();
        List<Integer> shape = shapeRule
                .output(shapes, attributes)
                .orElseThrow(() -> new IllegalArgumentException(
                        onnxName + " cannot be applied to shapes " + shapes + " with " + attributes));
        List<ElementType> types = inputs.stream().map(Operand::type).toList();
        ElementType type = typeRule.output(types, attributes)
                .orElseThrow(() ->
                        new IllegalArgumentException(onnxName + " cannot be applied to numbers of types " + types));
        boolean activation = inputs.stream().anyMatch(Operand.Value.class::isInstance);
        return activation ? new Operand.Value(name, type, shape) : new Operand.Derived(name, type, shape);
    }

    private void requireCount(List<Operand> inputs) {
        if (inputs.size() < minInputs || inputs.size() > maxInputs) {
            throw new IllegalArgumentException(onnxName + " does not take " + inputs.size() + " inputs");
        }
    }

    private void requireAttributes(Map<String, Attribute> attributes) {
        if (!attributes.keySet().equals(attributeTypes.keySet())) {
            throw new IllegalArgumentException(
                    onnxName + " needs the attributes " + attributeTypes.keySet() + ", got " + attributes.keySet());
        }
        attributes.forEach((name, value) -> {
            if (!attributeTypes.get(name).isInstance(value)) {
                throw new IllegalArgumentException(onnxName + " does not take " + value + " as " + name);
            }
        });
    }
}
