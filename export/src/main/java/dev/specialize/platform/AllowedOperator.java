package dev.specialize.platform;

import dev.specialize.onnx.Attribute;
import dev.specialize.onnx.ElementType;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An operator that a platform takes, and within which limits.
 *
 * @param name in the ONNX specification
 * @param attributes values that whole-numbered attributes may have; those that are not named may have any
 * @param scalars values that the constant scalars among the inputs may have together; empty if any
 */
public record AllowedOperator(String name, SortedMap<String, List<Long>> attributes, List<List<Float>> scalars) {
    public AllowedOperator {
        SortedMap<String, List<Long>> copy = new TreeMap<>();
        attributes.forEach((attribute, values) -> copy.put(attribute, List.copyOf(values)));
        attributes = Collections.unmodifiableSortedMap(copy);
        scalars = scalars.stream().map(List::copyOf).toList();
        if (name.isBlank()) {
            throw new IllegalArgumentException("operator without a name");
        }
    }

    /** Why a node of this operator is not taken; empty if it is. */
    Optional<String> objection(Node node) {
        for (Map.Entry<String, List<Long>> allowed : attributes.entrySet()) {
            if (node.attributes().get(allowed.getKey()) instanceof Attribute.Whole whole
                    && !allowed.getValue().contains(whole.value())) {
                return Optional.of(
                        "takes " + allowed.getKey() + " " + allowed.getValue() + " only, not " + whole.value());
            }
        }
        List<Float> given = node.inputs().stream()
                .filter(AllowedOperator::isScalar)
                .map(AllowedOperator::number)
                .toList();
        return scalars.isEmpty() || scalars.contains(given)
                ? Optional.empty()
                : Optional.of("takes " + scalars + " only, not " + given);
    }

    /** Such as {@code AveragePool (ceil_mode 0)}. */
    @Override
    public String toString() {
        List<String> limits = new ArrayList<>();
        attributes.forEach((attribute, values) -> limits.add(attribute + " " + joined(values)));
        scalars.forEach(values -> limits.add(joined(values)));
        return limits.isEmpty() ? name : name + " (" + String.join(", ", limits) + ")";
    }

    private static String joined(List<? extends Number> values) {
        return values.stream()
                .map(value ->
                        new BigDecimal(value.toString()).stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(".."));
    }

    private static boolean isScalar(Operand operand) {
        return operand instanceof Operand.Constant && operand.shape().isEmpty() && operand.type() == ElementType.FLOAT;
    }

    private static float number(Operand scalar) {
        byte[] bytes = ((Operand.Constant) scalar).content().littleEndian().orElseThrow();
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }
}
