package dev.specialize.platform;

import dev.specialize.onnx.Attribute;
import dev.specialize.onnx.Content;
import dev.specialize.onnx.ElementType;
import dev.specialize.onnx.Node;
import dev.specialize.onnx.Operand;
import dev.specialize.onnx.Operator;
import dev.specialize.quantization.HalfNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Other nodes that compute what a node does; the last of them writes what it writes. */
@FunctionalInterface
interface Rewriting {
    Map<String, Rewriting> BY_OPERATOR = Map.of(
            "HardSwish", Rewriting::gated,
            "HardSigmoid", Rewriting::clipped,
            "AveragePool", Rewriting::padded,
            "GlobalAveragePool", Rewriting::window,
            "Flatten", Rewriting::reshaped);

    /** Empty if there is no other way. */
    List<Node> of(Node node);

    /** x * h-sigmoid(x), which is the definition (ONNX operator specification, HardSwish). */
    private static List<Node> gated(Node node) {
        Operand x = node.inputs().get(0);
        Node gate = Node.of(
                name(node) + ".gate",
                Operator.HARD_SIGMOID,
                List.of(x),
                Map.of("alpha", new Attribute.Real(1 / 6f), "beta", new Attribute.Real(0.5f)));
        return List.of(gate, Node.of(name(node), Operator.MUL, List.of(x, gate.output()), Map.of()));
    }

    /**
     * max(0, min(1, alpha x + beta)) = alpha max(0, min(1 / alpha, x + beta / alpha)): for h-swish's gate the limits are 0
     * and 6, for which many runtimes have an operator.
     */
    private static List<Node> clipped(Node node) {
        float alpha = real(node, "alpha");
        float beta = real(node, "beta");
        ElementType type = node.output().type();
        String name = name(node);
        Node shifted = Node.of(
                name + ".shifted",
                Operator.ADD,
                List.of(node.inputs().get(0), scalar(name + ".shift", type, beta / alpha)),
                Map.of());
        Node clipped = Node.of(
                name + ".clipped",
                Operator.CLIP,
                List.of(shifted.output(), scalar(name + ".min", type, 0), scalar(name + ".max", type, 1 / alpha)),
                Map.of());
        return List.of(
                shifted,
                clipped,
                Node.of(name, Operator.MUL, List.of(clipped.output(), scalar(name + ".scale", type, alpha)), Map.of()));
    }

    /** Windows that end outside, of which only what is inside counts, are whole ones over a map with that much padding. */
    private static List<Node> padded(Node node) {
        boolean partial = whole(node, "ceil_mode") == 1 && whole(node, "count_include_pad") == 0;
        if (!partial) {
            return List.of();
        }
        List<Long> kernel = wholes(node, "kernel_shape");
        List<Long> strides = wholes(node, "strides");
        List<Long> pads = new ArrayList<>(wholes(node, "pads"));
        List<Integer> before = node.inputs().get(0).shape();
        List<Integer> after = node.output().shape();
        for (int axis = 0; axis < 2; axis++) {
            long covered = (after.get(1 + axis) - 1) * strides.get(axis) + kernel.get(axis);
            pads.set(2 + axis, Math.max(0, covered - before.get(1 + axis) - pads.get(axis)));
        }
        Map<String, Attribute> attributes = new TreeMap<>(node.attributes());
        attributes.put("ceil_mode", new Attribute.Whole(0));
        attributes.put("pads", new Attribute.Wholes(pads));
        return List.of(Node.of(name(node), node.operator(), node.inputs(), attributes));
    }

    /** The mean over one window that is the whole map. */
    private static List<Node> window(Node node) {
        List<Integer> map = node.inputs().get(0).shape();
        Map<String, Attribute> attributes = Map.of(
                "ceil_mode", new Attribute.Whole(0),
                "count_include_pad", new Attribute.Whole(0),
                "kernel_shape", new Attribute.Wholes(List.of((long) map.get(1), (long) map.get(2))),
                "pads", new Attribute.Wholes(List.of(0L, 0L, 0L, 0L)),
                "strides", new Attribute.Wholes(List.of(1L, 1L)));
        return List.of(Node.of(name(node), Operator.AVERAGE_POOL, node.inputs(), attributes));
    }

    /** Whether a map is multiplied by single pixels, one for each channel. */
    static boolean isGated(Node node) {
        List<Integer> map = node.output().shape();
        return node.operator().equals(Operator.MUL)
                && map.size() == 3
                && map.get(1) * map.get(2) > 1
                && node.inputs().get(1).shape().equals(List.of(map.get(0), 1, 1));
    }

    /** A product of a map and single pixels as one of two maps. */
    static List<Node> repeated(Node gated) {
        List<Integer> map = gated.output().shape();
        String name = name(gated) + ".repeated";
        Node gate = Node.of(
                name,
                Operator.repeated(map.get(1), map.get(2)),
                List.of(
                        gated.inputs().get(1),
                        new Operand.Constant(name + ".region", Content.ofVector()),
                        new Operand.Constant(name + ".times", Content.ofVector(1, 1, map.get(1), map.get(2)))),
                Map.of(
                        "coordinate_transformation_mode", new Attribute.Word("asymmetric"),
                        "mode", new Attribute.Word("nearest"),
                        "nearest_mode", new Attribute.Word("floor")));
        return List.of(gate, gated.reading(List.of(gated.inputs().get(0), gate.output())));
    }

    /** Images stay apart (0), the rest becomes one axis (-1). */
    private static List<Node> reshaped(Node node) {
        Operand shape = new Operand.Constant(name(node) + ".shape", Content.of(List.of(2), 0L, -1L));
        return List.of(
                Node.of(name(node), Operator.RESHAPE, List.of(node.inputs().get(0), shape), Map.of()));
    }

    private static String name(Node node) {
        return node.output().name();
    }

    private static Operand.Constant scalar(String name, ElementType type, float value) {
        Content content = Content.of(value);
        return new Operand.Constant(
                name, type == ElementType.FLOAT16 ? HalfNumbers.of(content).content() : content);
    }

    private static float real(Node node, String attribute) {
        return ((Attribute.Real) node.attributes().get(attribute)).value();
    }

    private static long whole(Node node, String attribute) {
        return ((Attribute.Whole) node.attributes().get(attribute)).value();
    }

    private static List<Long> wholes(Node node, String attribute) {
        return ((Attribute.Wholes) node.attributes().get(attribute)).values();
    }
}
