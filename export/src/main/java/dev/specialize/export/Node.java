package dev.specialize.export;

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
record Node(Operator operator, List<Operand> inputs, SortedMap<String, Attribute> attributes, Operand.Value output) {
    Node {
        inputs = List.copyOf(inputs);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        List<Integer> shape = operator.apply(inputs, attributes);
        if (!shape.equals(output.shape())) {
            throw new IllegalArgumentException(output + " does not have the shape " + shape);
        }
    }

    static Node of(String name, Operator operator, List<Operand> inputs, Map<String, Attribute> attributes) {
        Operand.Value output = new Operand.Value(name, operator.apply(inputs, attributes));
        return new Node(operator, inputs, new TreeMap<>(attributes), output);
    }

    Node named(String name) {
        return of(name, operator, inputs, attributes);
    }
}
