package dev.specialize.quantization;

import dev.specialize.onnx.Content;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * A limit that needs no operator of its own where its result is quantised: eight bits saturate, and unsigned ones whose zero
 * point is 0 do so at zero.
 *
 * @param output what the activation wrote
 * @param lowest lower limit
 * @param highest upper limit
 * @param weights the change of the weights before it
 * @param bias the change of the biases before it
 */
record AbsorbedActivation(
        Operand.Value output, double lowest, double highest, DoubleUnaryOperator weights, DoubleUnaryOperator bias) {
    private static final Map<Operator, Function<Node, Optional<AbsorbedActivation>>> KINDS = Map.of(
            Operator.RELU, relu -> Optional.of(limit(relu, Double.POSITIVE_INFINITY)),
            Operator.CLIP, AbsorbedActivation::clip,
            Operator.HARD_SIGMOID, gate -> Optional.of(hardSigmoid(gate)));

    /** Of a node that reads what is to be quantised. */
    static Optional<AbsorbedActivation> of(Node node) {
        return KINDS.getOrDefault(node.operator(), any -> Optional.empty()).apply(node);
    }

    private static Optional<AbsorbedActivation> clip(Node clip) {
        return number(clip.inputs().get(1)) == 0
                ? Optional.of(limit(clip, number(clip.inputs().get(2))))
                : Optional.empty();
    }

    private static double number(Operand operand) {
        Content content = ((Operand.Constant) operand).content();
        return content.floats().orElseThrow()[0];
    }

    /** Nothing is absorbed: a value is quantised as it is written, but for what is below a limit. */
    static AbsorbedActivation none(Operand.Value written, double lowest) {
        return new AbsorbedActivation(written, lowest, Double.POSITIVE_INFINITY, w -> w, b -> b);
    }

    private static AbsorbedActivation limit(Node node, double highest) {
        return new AbsorbedActivation((Operand.Value) node.output(), 0, highest, w -> w, b -> b);
    }

    /** max(0, min(1, x / 6 + 0.5)): the convolution before it computes x / 6 + 0.5. */
    private static AbsorbedActivation hardSigmoid(Node node) {
        return new AbsorbedActivation((Operand.Value) node.output(), 0, 1, w -> w / 6, b -> b / 6 + 0.5);
    }

    /** Whether it changes what is before it, which must be a convolution then. */
    boolean changesWeights() {
        return weights.applyAsDouble(1) != 1;
    }

    ValueRange cut(ValueRange range) {
        return range.within(lowest, highest);
    }
}
