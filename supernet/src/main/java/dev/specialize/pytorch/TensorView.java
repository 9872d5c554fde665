package dev.specialize.pytorch;

import dev.specialize.weights.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A tensor as a pickle describes it: element (i, j, ...) is element {@code offset + i * strides[0] + j * strides[1] + ...}
 * of its storage. All of them lie in the storage.
 *
 * @param type of its elements, which a storage of bare bytes does not know
 * @param offset in elements, from the start of the whole storage
 * @param shape sizes, outermost first
 */
record TensorView(Storage root, ElementType type, long offset, List<Integer> shape, List<Long> strides)
        implements Value {
    private static final int MOST_AXES = 64;

    TensorView {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /**
     * @param offset in elements of the type, from the start of the slice
     * @throws CheckpointProblem if the sizes make no sense, or reach out of the slice
     */
    static TensorView of(StorageSlice slice, ElementType type, Value offset, Value size, Value stride) {
        List<Integer> shape = numbers(size).mapToObj(TensorView::dimension).toList();
        List<Long> strides = numbers(stride).boxed().toList();
        long first = offset.size();
        // not every slice of bytes starts at an element, but only files older than byte storages have such slices
        long base = slice.first() * slice.root().type().bytes() / type.bytes();
        long available = slice.elements() * slice.root().type().bytes() / type.bytes();
        try {
            if (first < 0 || shape.size() != strides.size() || !fits(first, shape, strides, available)) {
                throw new CheckpointProblem("is damaged: a tensor of shape " + shape + ", strides " + strides
                        + " and offset " + first + " does not fit into its storage of " + available + " elements");
            }
        } catch (ArithmeticException e) {
            throw new CheckpointProblem("is damaged: a tensor of shape " + shape + " is larger than any storage", e);
        }
        return new TensorView(slice.root(), type, base + first, shape, strides);
    }

    private static LongStream numbers(Value sequence) {
        List<Value> items = sequence.items();
        if (items.size() > MOST_AXES) {
            throw new CheckpointProblem("is damaged: it tells of a tensor of " + items.size() + " axes");
        }
        return items.stream().mapToLong(Value::size);
    }

    private static int dimension(long size) {
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new CheckpointProblem("is damaged: it tells of a tensor with an axis of size " + size);
        }
        return (int) size;
    }

    private static boolean fits(long offset, List<Integer> shape, List<Long> strides, long available) {
        long last = offset;
        long volume = 1;
        for (int axis = 0; axis < shape.size(); axis++) {
            if (strides.get(axis) < 0) {
                return false;
            }
            // an empty axis must not hide that the others overflow
            int steps = Math.max(1, shape.get(axis)) - 1;
            last = Math.addExact(last, Math.multiplyExact(steps, strides.get(axis)));
            volume = Math.multiplyExact(volume, Math.max(1, shape.get(axis)));
        }
        return volume <= Integer.MAX_VALUE && (shape.contains(0) ? offset <= available : last < available);
    }

    @Override
    public String kind() {
        return "a tensor";
    }

    @Override
    public Optional<TensorView> tensor() {
        return Optional.of(this);
    }

    /** How many elements there are, at most {@link Integer#MAX_VALUE}. */
    int elementCount() {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    /** @param storage the bytes of the whole storage, little-endian */
    Tensor read(ByteBuffer storage) {
        float[] values = new float[elementCount()];
        int[] index = new int[shape.size()];
        long place = offset;
        for (int i = 0; i < values.length; i++) {
            values[i] = type.read(storage, (int) place);
            place = next(index, place);
        }
        return new Tensor(shape, values);
    }

    /** Counts the index up by one, last axis fastest, and takes the place in the storage along. */
    private long next(int[] index, long place) {
        long moved = place;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis]++;
            moved += strides.get(axis);
            if (index[axis] < shape.get(axis)) {
                return moved;
            }
            moved -= strides.get(axis) * index[axis];
            index[axis] = 0;
        }
        return moved;
    }
}
