package dev.specialize.quantization;

import dev.specialize.onnx.Content;
import dev.specialize.onnx.ElementType;
import dev.specialize.onnx.FileBytes;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What all h-swish activations of a graph share. x * hardSigmoid(x) is a product of whole numbers if its gate is one:
 * clip(x + 3, 0, 6) in unsigned steps of 6 / 255, which are then taken for steps of 1 / 255.
 */
final class SharedGate {
    static final double SHIFT = 3;

    private static final String NAME = "gate";
    private static final LinearQuantizer SIXTHS = LinearQuantizer.asymmetric(new ValueRange(0, 2 * SHIFT));

    /** The zero point of numbers that are never negative. */
    static final Operand.Constant ZERO =
            new Operand.Constant("zero", Content.of(ElementType.UINT8, List.of(), (byte) 0));

    static final Operand.Constant WRITTEN = new Operand.Constant(NAME + ".six", Content.of(SIXTHS.scale()));
    static final Operand.Constant READ = new Operand.Constant(
            NAME + ".one", Content.of(SIXTHS.times(1 / (2 * SHIFT)).scale()));
    static final Node SHIFTED = Node.of(
            NAME + ".three",
            Operator.DEQUANTIZE,
            List.of(
                    new Operand.Constant(NAME + ".step", Content.of(ElementType.UINT8, List.of(), (byte) 1)),
                    new Operand.Constant(NAME + ".s", Content.of((float) SHIFT))),
            Map.of());

    private SharedGate() {}

    /** What it takes of the file of a graph. */
    static long bytes(Graph graph) {
        List<Operand.Constant> shared = new ArrayList<>(List.of(ZERO, WRITTEN, READ));
        SHIFTED.inputs().forEach(operand -> shared.add((Operand.Constant) operand));
        shared.retainAll(graph.constants());
        long node = graph.nodes().contains(SHIFTED) ? FileBytes.of(SHIFTED, graph) : 0;
        return node + shared.stream().mapToLong(FileBytes::of).sum();
    }
}
