package dev.specialize.export;

import dev.specialize.onnx.Attribute;
import dev.specialize.onnx.Content;
import dev.specialize.onnx.ElementType;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import dev.specialize.weights.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pixels in, probabilities out: what an app would have to compute before and after a network, inside the model.
 *
 * <p>(pixel / 255 - mean) / deviation = (pixel - 255 mean) / (255 deviation). The factor goes into the weights of the first
 * convolution where these are float32 constants; the difference cannot go into its bias, as the convolution's padding is
 * zero.
 *
 * @param means of each channel, of values in 0..1
 * @param deviations of each channel, above 0
 */
record PixelInterface(List<Float> means, List<Float> deviations) {
    /** Name of the input: (N, height, width, channels) uint8. */
    static final String INPUT = "pixels";
    /** Name of the first output: (N, classes) float32, which add up to 1. */
    static final String PROBABILITIES = "probabilities";
    /** Name of the second output: (N) int64, the place of the largest. */
    static final String LABEL = "label";

    private static final double WHITE = 255;
    private static final Attribute CLASSES = new Attribute.Whole(1);

    PixelInterface {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
    }

    /** @throws ExportException if means and deviations are not said */
    static PixelInterface of(ModelMetadata metadata) {
        if (metadata.means().isEmpty()) {
            throw new ExportException(
                    "Preprocessing cannot be embedded: mean and standard deviation of the images are not"
                            + " known. Maybe name them in the metadata.");
        }
        return new PixelInterface(metadata.means(), metadata.deviations());
    }

    /** A graph from normalised images to logits, with this interface instead. */
    Graph around(Graph graph) {
        Optional<FirstConvolution> first = FirstConvolution.of(graph);
        Operand.Value image = graph.input();
        List<Integer> map = image.shape();
        Operand.Value pixels = new Operand.Value(INPUT, ElementType.UINT8, List.of(map.get(1), map.get(2), map.get(0)));
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of(
                INPUT + ".cast", Operator.CAST, List.of(pixels), Map.of("to", new Attribute.Type(image.type()))));
        nodes.add(Node.of(
                INPUT + ".centred", Operator.SUB, List.of(last(nodes), constant(".black", centres())), Map.of()));
        if (first.isEmpty()) {
            nodes.add(Node.of(
                    INPUT + ".scaled", Operator.MUL, List.of(last(nodes), constant(".scale", factors())), Map.of()));
        }
        // called as the graph's own input was, so its nodes read on
        nodes.add(Node.of(
                image.name(),
                Operator.TRANSPOSE,
                List.of(last(nodes)),
                Map.of("perm", new Attribute.Wholes(List.of(0L, 3L, 1L, 2L)))));
        nodes.addAll(first.map(convolution -> convolution.scaled(factors())).orElse(graph.nodes()));
        return answered(pixels, nodes, graph.output());
    }

    private static Graph answered(Operand.Value pixels, List<Node> nodes, Operand.Value logits) {
        Node probabilities = Node.of(PROBABILITIES, Operator.SOFTMAX, List.of(logits), Map.of("axis", CLASSES));
        Node label = Node.of(
                LABEL, Operator.ARG_MAX, List.of(logits), Map.of("axis", CLASSES, "keepdims", new Attribute.Whole(0)));
        nodes.add(probabilities);
        nodes.add(label);
        return new Graph(
                pixels, nodes, List.of((Operand.Value) probabilities.output(), (Operand.Value) label.output()));
    }

    private static Operand last(List<Node> nodes) {
        return nodes.get(nodes.size() - 1).output();
    }

    private static Operand constant(String what, float... values) {
        return new Operand.Constant(INPUT + what, Content.of(Tensor.of(values, values.length)));
    }

    private float[] centres() {
        float[] centres = new float[means.size()];
        for (int c = 0; c < centres.length; c++) {
            centres[c] = (float) (WHITE * means.get(c));
        }
        return centres;
    }

    private float[] factors() {
        float[] factors = new float[deviations.size()];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = (float) (1 / (WHITE * deviations.get(c)));
        }
        return factors;
    }
}
