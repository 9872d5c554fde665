package dev.specialize.quantization;

import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who reads what in a graph. */
final class Readers {
    private final Graph graph;
    private final Map<Operand, List<Node>> byOperand = new HashMap<>();

    Readers(Graph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            for (Operand operand : node.inputs()) {
                byOperand.computeIfAbsent(operand, any -> new ArrayList<>()).add(node);
            }
        }
    }

    private List<Node> of(Operand operand) {
        return byOperand.getOrDefault(operand, List.of());
    }

    /** The node that alone reads what a node writes. */
    Optional<Node> only(Node node) {
        List<Node> all = of(node.output());
        boolean alone = all.size() == 1 && !graph.outputs().contains(node.output());
        return alone ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** Whether all who read it apply one operator. */
    boolean allApply(Operator operator, Operand operand) {
        List<Node> all = of(operand);
        return !all.isEmpty() && all.stream().allMatch(node -> node.operator().equals(operator));
    }
}
