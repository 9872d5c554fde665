package dev.specialize.quantization;

import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import java.util.List;
import java.util.stream.Stream;

/** Which nodes are of which layer: what they write, or a weight that they read, is named after it. */
final class LayerNames {
    private LayerNames() {}

    static boolean isOf(Node node, String layer) {
        return Stream.concat(
                        Stream.of(node.output()), node.inputs().stream().filter(Operand.Constant.class::isInstance))
                .map(Operand::name)
                .anyMatch(name -> name.equals(layer) || name.startsWith(layer + "."));
    }

    /** Those of the layers of which the graph has a node. */
    static List<String> in(Graph graph, List<String> layers) {
        return layers.stream()
                .filter(layer -> graph.nodes().stream().anyMatch(node -> isOf(node, layer)))
                .toList();
    }
}
