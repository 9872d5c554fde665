package dev.specialize.export;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Nodes in the order in which they run, from one input to one output. Names are unique, every node reads only what is
 * defined before it, and nothing is left unread.
 */
record Graph(Operand.Value input, List<Node> nodes) {
    Graph {
        nodes = List.copyOf(nodes);
        Set<Operand> defined = new HashSet<>(Set.of(input));
        Set<Operand> read = new HashSet<>();
        Set<String> names = new HashSet<>(Set.of(input.name()));
        for (Node node : nodes) {
            for (Operand operand : node.inputs()) {
                boolean known =
                        operand instanceof Operand.Constant ? names.add(operand.name()) : defined.contains(operand);
                require(known, operand, "is not defined before it is read, or twice");
                read.add(operand);
            }
            require(names.add(node.output().name()), node.output(), "is defined twice");
            defined.add(node.output());
        }
        require(!nodes.isEmpty(), input, "is the whole graph");
        defined.remove(nodes.get(nodes.size() - 1).output());
        defined.forEach(value -> require(read.contains(value), value, "is never read"));
    }

    private static void require(boolean holds, Operand operand, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("'" + operand.name() + "' " + problem);
        }
    }

    Operand.Value output() {
        return nodes.get(nodes.size() - 1).output();
    }

    /** Activations between input and output. */
    List<Operand.Value> intermediates() {
        return nodes.subList(0, nodes.size() - 1).stream().map(Node::output).toList();
    }

    List<Operand.Constant> constants() {
        return nodes.stream()
                .flatMap(node -> node.inputs().stream())
                .map(operand -> operand instanceof Operand.Constant constant ? constant : null)
                .filter(Objects::nonNull)
                .toList();
    }
}
