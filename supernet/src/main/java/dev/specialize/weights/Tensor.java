package dev.specialize.weights;

import java.util.ArrayList;
import java.util.List;

/**
 * A dense float32 array in row-major order.
 *
 * @param shape sizes, outermost first; empty for a scalar
 * @param values as many as the product of the shape; shared with the caller, who must not write to them
 */
@SuppressWarnings("ArrayRecordComponent") // millions of values, read in inner loops: a copy on each access is no option
public record Tensor(List<Integer> shape, float[] values) {
    public Tensor {
        shape = List.copyOf(shape);
        if (elements(shape) != values.length) {
            throw new IllegalArgumentException("shape " + shape + " does not hold " + values.length + " values");
        }
    }

    public static Tensor of(float[] values, Integer... shape) {
        return new Tensor(List.of(shape), values);
    }

    /** The identity matrix, (size, size). */
    public static Tensor identity(int size) {
        float[] values = new float[size * size];
        for (int i = 0; i < size; i++) {
            values[i * size + i] = 1;
        }
        return of(values, size, size);
    }

    static long elements(List<Integer> shape) {
        long product = 1;
        for (int size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** The first {@code size} entries along an axis; this tensor itself if that is all of them. */
    Tensor prefix(int axis, int size) {
        int full = shape.get(axis);
        if (size > full) {
            throw new IllegalArgumentException("no prefix of " + size + " along axis " + axis + " of " + shape);
        }
        if (size == full) {
            return this;
        }
        int inner = (int) elements(shape.subList(axis + 1, shape.size()));
        int outer = (int) elements(shape.subList(0, axis));
        float[] out = new float[outer * size * inner];
        for (int i = 0; i < outer; i++) {
            System.arraycopy(values, i * full * inner, out, i * size * inner, size * inner);
        }
        List<Integer> sliced = new ArrayList<>(shape);
        sliced.set(axis, size);
        return new Tensor(sliced, out);
    }

    /** The entries along an axis in another order: the i-th is the one that was at {@code order[i]}. */
    Tensor permuted(int axis, int... order) {
        int size = shape.get(axis);
        if (order.length != size) {
            throw new IllegalArgumentException(order.length + " places along axis " + axis + " of " + shape);
        }
        int inner = (int) elements(shape.subList(axis + 1, shape.size()));
        float[] out = new float[values.length];
        for (int to = 0; to < values.length / inner; to++) {
            int from = to - to % size + order[to % size];
            System.arraycopy(values, from * inner, out, to * inner, inner);
        }
        return new Tensor(shape, out);
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }
}
