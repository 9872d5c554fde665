package dev.specialize.checker;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the ONNX operator specification asks of the nodes of an operator, as far as models here use it.
 *
 * @param firstOpset the operator set from which on it has this form
 * @param lastOpset the last operator set in which it has it
 * @param attributes types of those that it may have
 */
record CheckedOperator(
        int minInputs,
        int maxInputs,
        long firstOpset,
        long lastOpset,
        Map<String, AttributeType> attributes,
        TypeRule rule) {
    private static final long NEWEST = 23;

    private static final Map<String, AttributeType> NONE = Map.of();
    private static final Map<String, AttributeType> AXIS = Map.of("axis", AttributeType.INT);
    private static final Map<String, AttributeType> CONVOLUTION = Map.of(
            "group", AttributeType.INT,
            "dilations", AttributeType.INTS,
            "kernel_shape", AttributeType.INTS,
            "pads", AttributeType.INTS,
            "strides", AttributeType.INTS);
    private static final Map<String, AttributeType> WINDOW = Map.of(
            "ceil_mode", AttributeType.INT,
            "count_include_pad", AttributeType.INT,
            "kernel_shape", AttributeType.INTS,
            "pads", AttributeType.INTS,
            "strides", AttributeType.INTS);
    private static final Map<String, AttributeType> RESIZING = Map.of(
            "coordinate_transformation_mode", AttributeType.STRING,
            "mode", AttributeType.STRING,
            "nearest_mode", AttributeType.STRING);
    private static final Map<String, AttributeType> SLOPE =
            Map.of("alpha", AttributeType.FLOAT, "beta", AttributeType.FLOAT);
    private static final Map<String, AttributeType> PRODUCT = Map.of(
            "alpha", AttributeType.FLOAT,
            "beta", AttributeType.FLOAT,
            "transA", AttributeType.INT,
            "transB", AttributeType.INT);

    private static final Map<String, CheckedOperator> ALL = all();

    CheckedOperator {
        attributes = Map.copyOf(attributes);
    }

    private static Map<String, CheckedOperator> all() {
        Map<String, CheckedOperator> all = new TreeMap<>();
        all.put("Conv", of(2, 3, 11, CONVOLUTION, TypeRule::convolved));
        all.put("Gemm", of(2, 3, 11, PRODUCT, TypeRule::multiplied));
        all.put("MaxPool", of(1, 1, 10, without(WINDOW, "count_include_pad"), TypeRule::windowed));
        all.put("AveragePool", of(1, 1, 10, WINDOW, TypeRule::windowed));
        all.put("GlobalAveragePool", of(1, 1, 1, NONE, TypeRule::pooled));
        all.put("Relu", of(1, 1, 6, NONE, TypeRule::same));
        all.put("Clip", of(3, 3, 11, NONE, TypeRule::clipped));
        all.put("HardSwish", of(1, 1, 14, NONE, TypeRule::same));
        all.put("HardSigmoid", of(1, 1, 6, SLOPE, TypeRule::same));
        for (String arithmetic : new String[] {"Add", "Sub", "Mul", "Div"}) {
            all.put(arithmetic, of(2, 2, 7, NONE, TypeRule::broadcast));
        }
        all.put("Resize", of(3, 3, 11, RESIZING, TypeRule::resized));
        all.put("Flatten", of(1, 1, 9, AXIS, TypeRule::flattened));
        all.put("Reshape", of(2, 2, 5, NONE, TypeRule::reshaped));
        all.put("Transpose", of(1, 1, 1, Map.of("perm", AttributeType.INTS), TypeRule::transposed));
        all.put("Softmax", of(1, 1, 13, AXIS, TypeRule::alongAxis));
        all.put("ArgMax", of(1, 1, 12, reduction("axis", AttributeType.INT), TypeRule::largestPlace));
        all.put(
                "ReduceMean",
                new CheckedOperator(1, 1, 11, 17, reduction("axes", AttributeType.INTS), TypeRule::averaged));
        all.put("Cast", of(1, 1, 9, Map.of("to", AttributeType.INT), TypeRule::cast));
        all.put("QuantizeLinear", of(2, 3, 13, AXIS, TypeRule::quantized));
        all.put("DequantizeLinear", of(2, 3, 13, AXIS, TypeRule::dequantized));
        return all;
    }

    private static CheckedOperator of(
            int minInputs, int maxInputs, long firstOpset, Map<String, AttributeType> attributes, TypeRule rule) {
        return new CheckedOperator(minInputs, maxInputs, firstOpset, NEWEST, attributes, rule);
    }

    private static Map<String, AttributeType> without(Map<String, AttributeType> attributes, String name) {
        Map<String, AttributeType> rest = new TreeMap<>(attributes);
        rest.remove(name);
        return rest;
    }

    private static Map<String, AttributeType> reduction(String axes, AttributeType type) {
        return Map.of(axes, type, "keepdims", AttributeType.INT);
    }

    /**
     * What the node writes.
     *
     * @throws InvalidModelException if the node is not as the specification asks
     */
    static TensorType output(CheckedNode node, long opset) {
        CheckedOperator operator = ALL.get(node.proto().getOpType());
        node.require(operator != null && node.proto().getDomain().isEmpty(), "is of an operator that is not known");
        operator.require(node, opset);
        return operator.rule.output(node);
    }

    private void require(CheckedNode node, long opset) {
        node.require(
                opset >= firstOpset && opset <= lastOpset,
                "has another form in opset " + opset + " (this one: " + firstOpset + " to " + lastOpset + ")");
        int count = node.inputs().size();
        node.require(count >= minInputs && count <= maxInputs, "does not take " + count + " inputs");
        node.require(
                node.proto().getOutputCount() == 1, "writes " + node.proto().getOutputCount() + " values");
        for (AttributeProto attribute : node.proto().getAttributeList()) {
            node.require(
                    attributes.get(attribute.getName()) == attribute.getType(),
                    "has the attribute '" + attribute.getName() + "' of type " + attribute.getType()
                            + ", which its operator does not take");
        }
    }
}
