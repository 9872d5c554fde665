package dev.specialize.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The shape that an operator writes, from the shapes that it reads; empty if they do not fit. Activations have no batch
 * axis here: (channels, height, width) or (width).
 */
@FunctionalInterface
interface ShapeRule {
    Optional<List<Integer>> output(List<List<Integer>> inputs, Map<String, Attribute> attributes);

    /** Inputs: map (c, h, w), weight (out, c / group, k, k), optional bias (out). */
    static Optional<List<Integer>> convolved(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        List<Integer> map = inputs.get(0);
        List<Integer> weight = inputs.get(1);
        long group = ((Attribute.Whole) attributes.get("group")).value();
        List<Long> kernel = ((Attribute.Wholes) attributes.get("kernel_shape")).values();
        List<Long> pads = ((Attribute.Wholes) attributes.get("pads")).values();
        List<Long> strides = ((Attribute.Wholes) attributes.get("strides")).values();
        boolean ranks =
                map.size() == 3 && weight.size() == 4 && kernel.size() == 2 && pads.size() == 4 && strides.size() == 2;
        if (!ranks
                || weight.get(1) * group != map.get(0)
                || weight.get(0) % group != 0
                || weight.get(2) != (long) kernel.get(0)
                || weight.get(3) != (long) kernel.get(1)
                || (inputs.size() == 3 && !inputs.get(2).equals(weight.subList(0, 1)))) {
            return Optional.empty();
        }
        long height = (map.get(1) + pads.get(0) + pads.get(2) - kernel.get(0)) / strides.get(0) + 1;
        long width = (map.get(2) + pads.get(1) + pads.get(3) - kernel.get(1)) / strides.get(1) + 1;
        return Optional.of(List.of(weight.get(0), (int) height, (int) width));
    }

    static Optional<List<Integer>> same(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        return Optional.of(inputs.get(0));
    }

    /**
     * Input: map (c, h, w). With {@code ceil_mode} 1 a window may begin inside and end outside, else it may not end
     * outside.
     */
    static Optional<List<Integer>> windowed(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        List<Integer> map = inputs.get(0);
        List<Long> kernel = ((Attribute.Wholes) attributes.get("kernel_shape")).values();
        List<Long> pads = ((Attribute.Wholes) attributes.get("pads")).values();
        List<Long> strides = ((Attribute.Wholes) attributes.get("strides")).values();
        if (map.size() != 3 || kernel.size() != 2 || pads.size() != 4 || strides.size() != 2) {
            return Optional.empty();
        }
        boolean partial = ((Attribute.Whole) attributes.get("ceil_mode")).value() == 1;
        List<Integer> shape = new ArrayList<>(List.of(map.get(0)));
        for (int axis = 0; axis < 2; axis++) {
            long room = map.get(1 + axis) + pads.get(axis) + pads.get(2 + axis) - kernel.get(axis);
            shape.add((int) ((room + (partial ? strides.get(axis) - 1 : 0)) / strides.get(axis) + 1));
        }
        return Optional.of(shape);
    }

    /** Inputs: map, lower and upper limit, both scalars. */
    static Optional<List<Integer>> clipped(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        boolean scalars = inputs.get(1).isEmpty() && inputs.get(2).isEmpty();
        return scalars ? Optional.of(inputs.get(0)) : Optional.empty();
    }

    static Optional<List<Integer>> pooled(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        List<Integer> map = inputs.get(0);
        return map.size() == 3 ? Optional.of(List.of(map.get(0), 1, 1)) : Optional.empty();
    }

    /** Inputs: anything, and the like, a scalar, a gate (c, 1, 1) of a map (c, h, w), or a constant along its last axis. */
    static Optional<List<Integer>> gated(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        List<Integer> map = inputs.get(0);
        List<Integer> gate = inputs.get(1);
        boolean fits = gate.isEmpty()
                || gate.equals(map)
                || gate.equals(List.of(map.get(0), 1, 1))
                || gate.equals(map.subList(map.size() - 1, map.size()));
        return fits ? Optional.of(map) : Optional.empty();
    }

    /** Inputs: a pixel (c, 1, 1), an empty vector, and a vector of four. */
    static Optional<List<Integer>> repeated(List<List<Integer>> inputs, int height, int width) {
        List<Integer> pixel = inputs.get(0);
        boolean fits = pixel.size() == 3
                && pixel.get(1) == 1
                && pixel.get(2) == 1
                && inputs.get(1).equals(List.of(0))
                && inputs.get(2).equals(List.of(4));
        return fits ? Optional.of(List.of(pixel.get(0), height, width)) : Optional.empty();
    }

    /** Inputs: anything, and the like or a scalar. */
    static Optional<List<Integer>> added(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        List<Integer> other = inputs.get(1);
        return other.isEmpty() || other.equals(inputs.get(0)) ? Optional.of(inputs.get(0)) : Optional.empty();
    }

    /** Inputs: anything, and a vector of two. */
    static Optional<List<Integer>> reshaped(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        int elements = inputs.get(0).stream().reduce(1, Math::multiplyExact);
        return inputs.get(1).equals(List.of(2)) ? Optional.of(List.of(elements)) : Optional.empty();
    }

    static Optional<List<Integer>> transposed(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        List<Integer> map = inputs.get(0);
        List<Long> order = ((Attribute.Wholes) attributes.get("perm")).values();
        List<Long> all = LongStream.rangeClosed(0, map.size()).boxed().toList();
        if (order.isEmpty()
                || order.get(0) != 0
                || !order.stream().sorted().toList().equals(all)) {
            return Optional.empty();
        }
        return Optional.of(
                order.stream().skip(1).map(axis -> map.get((int) (axis - 1))).toList());
    }

    /** Input: vector (c). One number of each image is left. */
    static Optional<List<Integer>> reduced(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        boolean afterBatch = ((Attribute.Whole) attributes.get("axis")).value() == 1
                && ((Attribute.Whole) attributes.get("keepdims")).value() == 0;
        return afterBatch && inputs.get(0).size() == 1 ? Optional.of(List.of()) : Optional.empty();
    }

    static Optional<List<Integer>> flattened(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        boolean afterBatch = ((Attribute.Whole) attributes.get("axis")).value() == 1;
        int elements = inputs.get(0).stream().reduce(1, Math::multiplyExact);
        return afterBatch ? Optional.of(List.of(elements)) : Optional.empty();
    }

    /** Inputs: vector (c), weight (out, c) to be transposed, bias (out). */
    static Optional<List<Integer>> multiplied(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        List<Integer> weight = inputs.get(1);
        boolean fits = ((Attribute.Whole) attributes.get("transB")).value() == 1
                && inputs.get(0).size() == 1
                && weight.size() == 2
                && weight.get(1).equals(inputs.get(0).get(0))
                && inputs.get(2).equals(weight.subList(0, 1));
        return fits ? Optional.of(weight.subList(0, 1)) : Optional.empty();
    }

    /** Inputs: anything, and a scalar. */
    static Optional<List<Integer>> scaledByOne(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        return inputs.get(1).isEmpty() ? Optional.of(inputs.get(0)) : Optional.empty();
    }

    /** Inputs: anything, then scalars. */
    static Optional<List<Integer>> scaled(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        boolean scalars = inputs.stream().skip(1).allMatch(List::isEmpty);
        return scalars ? Optional.of(inputs.get(0)) : Optional.empty();
    }

    /** Inputs: a weight, then vectors as long as one of its axes. */
    static Optional<List<Integer>> scaledAlongAxis(List<List<Integer>> inputs, Map<String, Attribute> attributes) {
        List<Integer> weight = inputs.get(0);
        long axis = ((Attribute.Whole) attributes.get("axis")).value();
        if (axis < 0 || axis >= weight.size()) {
            return Optional.empty();
        }
        List<Integer> along = List.of(weight.get((int) axis));
        boolean vectors = inputs.stream().skip(1).allMatch(along::equals);
        return vectors ? Optional.of(weight) : Optional.empty();
    }
}
