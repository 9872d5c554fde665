package dev.specialize.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One application of an operator; a node that its operator does not allow cannot be made.
 *
 * @param output what it writes; the node carries the same name
 */
public record Node(
        Operator operator, List<Operand> inputs, SortedMap<String, Attribute> attributes, Operand.Result output) {
    public Node {
        inputs = List.copyOf(inputs);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        Operand.Result written = operator.apply(output.name(), inputs, attributes);
        if (!written.equals(output)) {
            throw new IllegalArgumentException(output + " is not what is written: " + written);
        }
    }

    /** @throws IllegalArgumentException if the operator cannot be applied to such inputs and attributes */
    public static Node of(String name, Operator operator, List<Operand> inputs, Map<String, Attribute> attributes) {
        return new Node(operator, inputs, new TreeMap<>(attributes), operator.apply(name, inputs, attributes));
    }

    /** The same, but what it writes is called otherwise. */
    public Node named(String name) {
        return of(name, operator, inputs, attributes);
    }

    /** The same of other inputs. */
    public Node reading(List<Operand> others) {
        return of(output.name(), operator, others, attributes);
    }
}
