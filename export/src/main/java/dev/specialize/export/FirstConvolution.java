package dev.specialize.export;

import dev.specialize.onnx.Attribute;
import dev.specialize.onnx.Content;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import dev.specialize.weights.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one convolution that reads a graph's input, if its weights are float32 constants: factors of the input's channels
 * can go into them.
 */
record FirstConvolution(Graph graph, Node node, Operand.Constant weight, Tensor kernels) {
    static Optional<FirstConvolution> of(Graph graph) {
        List<Node> readers = graph.nodes().stream()
                .filter(node -> node.inputs().contains(graph.input()))
                .toList();
        if (readers.size() != 1 || !readers.get(0).operator().equals(Operator.CONV)) {
            return Optional.empty();
        }
        Node node = readers.get(0);
        boolean plain = node.attributes().get("group").equals(new Attribute.Whole(1));
        return plain
                        && node.inputs().get(1) instanceof Operand.Constant constant
                        && constant.content() instanceof Content.Known known
                ? Optional.of(new FirstConvolution(graph, node, constant, known.tensor()))
                : Optional.empty();
    }

    /**
     * The graph's nodes, the convolution's weights multiplied.
     *
     * @param factors of each input channel
     */
    List<Node> scaled(float... factors) {
        float[] values = kernels.values().clone();
        int channels = kernels.shape().get(1);
        int kernel = kernels.shape().get(2) * kernels.shape().get(3);
        for (int i = 0; i < values.length; i++) {
            values[i] *= factors[i / kernel % channels];
        }
        Operand scaled = new Operand.Constant(weight.name(), Content.of(new Tensor(kernels.shape(), values)));
        List<Operand> inputs = new ArrayList<>(node.inputs());
        inputs.set(1, scaled);
        return graph.nodes().stream()
                .map(other -> other.equals(node) ? node.reading(inputs) : other)
                .toList();
    }
}
