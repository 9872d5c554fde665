package dev.specialize.quantization;

import dev.specialize.onnx.Graph;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import java.util.HashSet;
import java.util.Set;

/** Ranges as they usually are, for models whose numbers mean nothing: what is never negative begins at zero. */
final class PlausibleRanges implements Ranges {
    private static final double REACH = 4;
    private static final Set<Operator> RECTIFIERS = Set.of(Operator.RELU, Operator.CLIP, Operator.HARD_SIGMOID);
    private static final Set<Operator> FAITHFUL = Set.of(
            Operator.ADD,
            Operator.MUL,
            Operator.GLOBAL_AVERAGE_POOL,
            Operator.AVERAGE_POOL,
            Operator.MAX_POOL,
            Operator.FLATTEN);

    private final Set<Operand> neverNegative = new HashSet<>();

    PlausibleRanges(Graph graph) {
        for (Node node : graph.nodes()) {
            boolean kept = FAITHFUL.contains(node.operator()) && neverNegative.containsAll(node.inputs());
            if (kept || RECTIFIERS.contains(node.operator())) {
                neverNegative.add(node.output());
            }
        }
    }

    @Override
    public ValueRange of(Operand.Value value) {
        return new ValueRange(neverNegative.contains(value) ? 0 : -REACH, REACH);
    }
}
