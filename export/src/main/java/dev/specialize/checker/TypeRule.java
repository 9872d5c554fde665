package dev.specialize.checker;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an operator writes, worked out from a model's file by the ONNX operator specification (opset 17), independently of
 * the rules by which the file was made. Batch axes are part of shapes here.
 */
@FunctionalInterface
interface TypeRule {
    List<Long> NO_PADS = List.of(0L, 0L, 0L, 0L);
    List<Long> ONES = List.of(1L, 1L);

    /** @throws InvalidModelException if the node cannot be computed */
    TensorType output(CheckedNode node);

    static TensorType same(CheckedNode node) {
        return node.input(0);
    }

    /** Inputs: x (n, c, h, w), weight (out, c / group, kh, kw), optional bias (out). */
    static TensorType convolved(CheckedNode node) {
        TensorType x = node.input(0);
        TensorType weight = node.input(1);
        node.requireSameElements();
        node.require(x.rank() == 4 && weight.rank() == 4, "convolves " + x + " with " + weight);
        long group = node.whole("group", 1);
        List<Long> kernel = node.wholes("kernel_shape", weight.shape().subList(2, 4));
        node.require(
                x.axis(1) == weight.axis(1) * group && weight.axis(0) % group == 0,
                "convolves " + x + " with " + weight + " in " + group + " groups");
        node.require(kernel.equals(weight.shape().subList(2, 4)), "has kernel_shape " + kernel + " for " + weight);
        node.require(
                node.inputs().size() < 3 || node.input(2).shape().equals(List.of(weight.axis(0))),
                "has a bias that does not fit " + weight);
        List<Long> shape = new ArrayList<>(List.of(x.axis(0), weight.axis(0)));
        shape.addAll(windows(node, x, kernel));
        return x.withShape(shape);
    }

    /** Input: x (n, c, h, w). */
    static TensorType windowed(CheckedNode node) {
        TensorType x = node.input(0);
        node.require(x.rank() == 4, "pools " + x);
        List<Long> shape = new ArrayList<>(x.shape().subList(0, 2));
        shape.addAll(windows(node, x, node.wholes("kernel_shape")));
        return x.withShape(shape);
    }

    private static List<Long> windows(CheckedNode node, TensorType x, List<Long> kernel) {
        List<Long> pads = node.wholes("pads", NO_PADS);
        List<Long> strides = node.wholes("strides", ONES);
        node.require(
                kernel.size() == 2 && pads.size() == 4 && strides.size() == 2,
                "has windows of " + kernel + ", pads " + pads + ", strides " + strides);
        boolean up = node.whole("ceil_mode", 0) == 1;
        List<Long> sizes = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            long last = x.axis(2 + axis) + pads.get(axis) + pads.get(2 + axis) - kernel.get(axis);
            node.require(last >= 0, "has a window larger than " + x);
            long stride = strides.get(axis);
            sizes.add((up ? Math.floorDiv(last + stride - 1, stride) : last / stride) + 1);
        }
        return sizes;
    }

    static TensorType pooled(CheckedNode node) {
        TensorType x = node.input(0);
        node.require(x.rank() == 4, "pools " + x);
        return x.withShape(List.of(x.axis(0), x.axis(1), 1L, 1L));
    }

    /** Inputs: x, lower and upper limit, both scalars. */
    static TensorType clipped(CheckedNode node) {
        node.requireSameElements();
        node.require(node.inputs().stream().skip(1).allMatch(TensorType::isScalar), "has limits that are no scalars");
        return node.input(0);
    }

    /** Two inputs whose axes, counted from the back, are of equal size or 1 (ONNX, "Broadcasting"). */
    static TensorType broadcast(CheckedNode node) {
        node.requireSameElements();
        TensorType one = node.input(0);
        TensorType other = node.input(1);
        int rank = Math.max(one.rank(), other.rank());
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            long a = fromBack(one, rank - 1 - axis);
            long b = fromBack(other, rank - 1 - axis);
            node.require(a == b || a == 1 || b == 1, "combines " + one + " with " + other);
            shape.add(a == 1 ? b : a);
        }
        return one.withShape(shape);
    }

    private static long fromBack(TensorType type, int place) {
        return place < type.rank() ? type.axis(type.rank() - 1 - place) : 1;
    }

    /** Inputs: x, a region that is not used by these modes, constant scales, one for each axis. */
    static TensorType resized(CheckedNode node) {
        TensorType x = node.input(0);
        List<Float> scales = node.constantReals(2);
        node.require(scales.size() == x.rank(), "resizes " + x + " by " + scales);
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            boolean open = x.axis(axis) == TensorType.OPEN;
            node.require(!open || scales.get(axis) == 1, "resizes " + x + " by " + scales);
            shape.add(open ? TensorType.OPEN : (long) Math.floor(x.axis(axis) * (double) scales.get(axis)));
        }
        return x.withShape(shape);
    }

    static TensorType flattened(CheckedNode node) {
        List<Long> shape = node.input(0).shape();
        int axis = node.axis(node.whole("axis", 1), shape.size() + 1);
        return node.input(0)
                .withShape(List.of(
                        TensorType.product(shape.subList(0, axis)),
                        TensorType.product(shape.subList(axis, shape.size()))));
    }

    /** In the wanted shape 0 takes over an axis, and -1 is what is left. */
    static TensorType reshaped(CheckedNode node) {
        List<Long> old = node.input(0).shape();
        List<Long> wanted = node.constantWholes(1);
        List<Long> shape = new ArrayList<>();
        List<Long> rest = new ArrayList<>(old);
        for (int axis = 0; axis < wanted.size(); axis++) {
            long size = wanted.get(axis) == 0 ? node.input(0).axis(node.axis(axis, old.size())) : wanted.get(axis);
            shape.add(size);
            if (wanted.get(axis) == 0) {
                rest.remove(size);
            }
        }
        long named = IntStream.range(0, wanted.size())
                .filter(axis -> wanted.get(axis) > 0)
                .mapToLong(wanted::get)
                .reduce(1, Math::multiplyExact);
        long left = TensorType.product(rest);
        int inferred = wanted.indexOf(-1L);
        node.require(
                inferred < 0 ? left == named : left != TensorType.OPEN && left % named == 0,
                "cannot make " + wanted + " of " + node.input(0));
        if (inferred >= 0) {
            shape.set(inferred, left / named);
        }
        return node.input(0).withShape(shape);
    }

    static TensorType transposed(CheckedNode node) {
        List<Long> order = node.wholes("perm");
        List<Long> sorted = order.stream().sorted().toList();
        List<Long> all = IntStream.range(0, node.input(0).rank())
                .mapToObj(axis -> (long) axis)
                .toList();
        node.require(sorted.equals(all), "cannot order the axes of " + node.input(0) + " as " + order);
        return node.input(0)
                .withShape(order.stream()
                        .map(axis -> node.input(0).axis(axis.intValue()))
                        .toList());
    }

    /** Inputs: a (n, in), weight (in, out) or transposed, bias (out). */
    static TensorType multiplied(CheckedNode node) {
        node.requireSameElements();
        TensorType a = node.input(0);
        List<Long> weight = new ArrayList<>(node.input(1).shape());
        node.require(a.rank() == 2 && weight.size() == 2, "multiplies " + node.inputs());
        if (node.whole("transB", 0) == 1) {
            Collections.reverse(weight);
        }
        node.require(
                node.whole("transA", 0) == 0 && a.axis(1) == weight.get(0), "multiplies " + a + " by " + node.input(1));
        node.require(
                node.inputs().size() < 3 || node.input(2).shape().equals(weight.subList(1, 2)),
                "has a bias that does not fit " + node.input(1));
        return a.withShape(List.of(a.axis(0), weight.get(1)));
    }

    static TensorType alongAxis(CheckedNode node) {
        node.axis(node.whole("axis", -1), node.input(0).rank());
        return node.input(0);
    }

    static TensorType largestPlace(CheckedNode node) {
        TensorType x = node.input(0);
        List<Long> shape = reduced(node, List.of(node.whole("axis", 0)));
        return x.withShape(shape).withElement(DataType.INT64);
    }

    static TensorType averaged(CheckedNode node) {
        return node.input(0).withShape(reduced(node, node.wholes("axes")));
    }

    private static List<Long> reduced(CheckedNode node, List<Long> axes) {
        List<Long> shape = new ArrayList<>(node.input(0).shape());
        List<Integer> places = axes.stream()
                .map(axis -> node.axis(axis, shape.size()))
                .sorted(Collections.reverseOrder())
                .toList();
        for (int place : places) {
            if (node.whole("keepdims", 1) == 1) {
                shape.set(place, 1L);
            } else {
                shape.remove(place);
            }
        }
        return shape;
    }

    static TensorType cast(CheckedNode node) {
        int to = (int) node.whole("to");
        node.require(DataType.forNumber(to) != null, "casts to the unknown type " + to);
        return new TensorType(to, node.input(0).shape());
    }

    /** Inputs: x, scale (scalar, or one for each place of an axis), zero point of the type that is written, else uint8. */
    static TensorType quantized(CheckedNode node) {
        requireScales(node);
        return node.inputs().size() == 3
                ? new TensorType(node.input(2).element(), node.input(0).shape())
                : node.input(0).withElement(DataType.UINT8);
    }

    /** Inputs: x, scale of the type that is written, optional zero point of the type that is read. */
    static TensorType dequantized(CheckedNode node) {
        requireScales(node);
        node.require(
                node.inputs().size() < 3
                        || node.input(2).element() == node.input(0).element(),
                "mixes " + node.inputs());
        return new TensorType(node.input(1).element(), node.input(0).shape());
    }

    private static void requireScales(CheckedNode node) {
        TensorType scale = node.input(1);
        if (!scale.isScalar()) {
            int axis = node.axis(node.whole("axis", 1), node.input(0).rank());
            node.require(
                    scale.shape().equals(List.of(node.input(0).axis(axis))),
                    "has scales " + scale + " for axis " + axis + " of " + node.input(0));
        }
        node.require(
                node.inputs().size() < 3 || node.input(2).shape().equals(scale.shape()),
                "has zero points that are not as many as scales");
    }
}
