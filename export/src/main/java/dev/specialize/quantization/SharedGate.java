package dev.specialize.quantization;

import dev.specialize.onnx.Content;
import dev.specialize.onnx.ElementType;
import dev.specialize.onnx.FileBytes;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
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
        if (!graph.nodes().contains(SHIFTED)) {
            return 0;
        }
        long constants = SHIFTED.inputs().stream()
                .mapToLong(operand -> FileBytes.of((Operand.Constant) operand))
                .sum();
        return FileBytes.of(SHIFTED, graph) + constants + FileBytes.of(WRITTEN) + FileBytes.of(READ);
    }
}
