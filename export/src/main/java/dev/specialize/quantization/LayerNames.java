package dev.specialize.quantization;

import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which nodes are of which layer: what they write, or a weight that they read, is named after it. */
final class LayerNames {
    private static final Pattern BLOCK = Pattern.compile("^stages\\.([0-9]+)\\.blocks\\.(?=[0-9])");

    private static final String HEAD = "head.";

    private LayerNames() {}

    /**
     * What a value is called in a graph of whole numbers: {@code 2.0.expand} for {@code stages.2.blocks.0.expand}, and
     * {@code h.pool} for {@code head.pool}. Such graphs have many names for each number; in full they would be a tenth of the
     * file of a deep and narrow subnet.
     */
    static String shortened(String name) {
        return name.startsWith(HEAD)
                ? "h." + name.substring(HEAD.length())
                : BLOCK.matcher(name).replaceFirst("$1.");
    }

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
