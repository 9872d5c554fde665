package dev.specialize.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes in the order in which they run, from one input to some outputs, mostly one. Names are unique, every node reads
 * only what is defined before it, and nothing is left unread. A constant may be read more than once.
 */
public record Graph(Operand.Value input, List<Node> nodes, List<Operand.Value> outputs) {
    public Graph {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        require(!nodes.isEmpty() && !outputs.isEmpty(), input, "is the whole graph");
        Set<Operand> defined = new HashSet<>(Set.of(input));
        Set<Operand> read = new HashSet<>(outputs);
        Set<String> names = new HashSet<>(Set.of(input.name()));
        for (Node node : nodes) {
            for (Operand operand : node.inputs()) {
                boolean known =
                        defined.contains(operand) || (operand instanceof Operand.Constant && names.add(operand.name()));
                require(known, operand, "is not defined before it is read, or twice");
                defined.add(operand);
                read.add(operand);
            }
            require(names.add(node.output().name()), node.output(), "is defined twice");
            defined.add(node.output());
        }
        outputs.forEach(output -> require(defined.contains(output), output, "is an output and never written"));
        defined.forEach(value -> require(read.contains(value), value, "is never read"));
    }

    /** The last node writes the output. */
    public Graph(Operand.Value input, List<Node> nodes) {
        this(input, nodes, List.of(last(input, nodes)));
    }

    private static Operand.Value last(Operand.Value input, List<Node> nodes) {
        if (nodes.isEmpty()) {
            return input;
        }
        if (nodes.get(nodes.size() - 1).output() instanceof Operand.Value value) {
            return value;
        }
        throw new IllegalArgumentException("the last node of a graph computes a weight");
    }

    private static void require(boolean holds, Operand operand, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("'" + operand.name() + "' " + problem);
        }
    }

    /** The first output, mostly the only one. */
    public Operand.Value output() {
        return outputs.get(0);
    }

    /** The same with other outputs, which its nodes write. */
    public Graph writing(List<Operand.Value> others) {
        return new Graph(input, nodes, others);
    }

    /** Activations between input and outputs. */
    public List<Operand.Value> intermediates() {
        List<Operand.Value> values = new ArrayList<>();
        for (Node node : nodes) {
            if (node.output() instanceof Operand.Value value && !outputs.contains(value)) {
                values.add(value);
            }
        }
        return values;
    }

    /** Each once, in the order in which they are first read. */
    public List<Operand.Constant> constants() {
        Set<Operand.Constant> constants = new LinkedHashSet<>();
        for (Node node : nodes) {
            for (Operand operand : node.inputs()) {
                if (operand instanceof Operand.Constant constant) {
                    constants.add(constant);
                }
            }
        }
        return List.copyOf(constants);
    }
}
