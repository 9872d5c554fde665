package dev.specialize.onnx;

import dev.specialize.weights.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** What a constant of a graph holds. */
public sealed interface Content {
    ElementType type();

    List<Integer> shape();

    /** Its numbers as files have them, row-major and the lowest byte first, where they are known. */
    Optional<byte[]> littleEndian();

    static Content of(Tensor tensor) {
        return new Known(tensor);
    }

    /** A single number. */
    static Content of(float value) {
        return of(Tensor.of(new float[] {value}));
    }

    /** A vector of float32 numbers, which may be empty. */
    static Content ofVector(float... values) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        buffer(bytes).asFloatBuffer().put(values);
        return new Packed(ElementType.FLOAT, List.of(values.length), bytes);
    }

    /** @param values of type {@link ElementType#UINT8} or {@link ElementType#INT8} */
    static Content of(ElementType type, List<Integer> shape, byte... values) {
        if (!type.hasEightBits()) {
            throw new IllegalArgumentException(type + " has not eight bits");
        }
        return new Packed(type, shape, values);
    }

    /** Numbers of type {@link ElementType#INT32}. */
    static Content of(List<Integer> shape, int... values) {
        byte[] bytes = new byte[values.length * Integer.BYTES];
        buffer(bytes).asIntBuffer().put(values);
        return new Packed(ElementType.INT32, shape, bytes);
    }

    /** Numbers of type {@link ElementType#INT64}. */
    static Content of(List<Integer> shape, long... values) {
        byte[] bytes = new byte[values.length * Long.BYTES];
        buffer(bytes).asLongBuffer().put(values);
        return new Packed(ElementType.INT64, shape, bytes);
    }

    /** @param bits numbers of type {@link ElementType#FLOAT16} */
    static Content ofHalves(List<Integer> shape, short... bits) {
        byte[] bytes = new byte[bits.length * Short.BYTES];
        buffer(bytes).asShortBuffer().put(bits);
        return new Packed(ElementType.FLOAT16, shape, bytes);
    }

    private static ByteBuffer buffer(byte... bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Its float32 numbers, where they are known and of that type. */
    default Optional<float[]> floats() {
        return littleEndian().filter(bytes -> type() == ElementType.FLOAT).map(Content::floats);
    }

    private static float[] floats(byte[] littleEndian) {
        float[] values = new float[littleEndian.length / Float.BYTES];
        ByteBuffer.wrap(littleEndian)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** The float32 numbers that a function makes of its own; what is not known stays so. */
    default Content mapped(DoubleUnaryOperator function) {
        return floats().<Content>map(values -> {
                    float[] out = new float[values.length];
                    for (int i = 0; i < out.length; i++) {
                        out[i] = (float) function.applyAsDouble(values[i]);
                    }
                    return new Known(new Tensor(shape(), out));
                })
                .orElse(this);
    }

    default long elements() {
        return shape().stream().mapToLong(size -> size).reduce(1, Math::multiplyExact);
    }

    /** Float32 numbers, every one finite. */
    record Known(Tensor tensor) implements Content {
        public Known {
            for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("constant of shape " + tensor.shape() + " holds " + value);
                }
            }
        }

        @Override
        public ElementType type() {
            return ElementType.FLOAT;
        }

        @Override
        public List<Integer> shape() {
            return tensor.shape();
        }

        @Override
        public Optional<float[]> floats() {
            return Optional.of(tensor.values());
        }

        @Override
        public Optional<byte[]> littleEndian() {
            byte[] bytes = new byte[tensor.values().length * Float.BYTES];
            buffer(bytes).asFloatBuffer().put(tensor.values());
            return Optional.of(bytes);
        }
    }

    /**
     * Numbers of any type.
     *
     * @param bytes row-major, the lowest byte of a number first; shared with the caller, who must not write to them
     */
    @SuppressWarnings("ArrayRecordComponent") // a million weights, written once: a copy on each access is no option
    record Packed(ElementType type, List<Integer> shape, byte[] bytes) implements Content {
        public Packed {
            shape = List.copyOf(shape);
            long elements = shape.stream().mapToLong(size -> size).reduce(1, Math::multiplyExact);
            if (elements * type.bytes() != bytes.length) {
                throw new IllegalArgumentException(
                        bytes.length + " bytes are not the numbers of shape " + shape + " and type " + type);
            }
        }

        @Override
        public Optional<byte[]> littleEndian() {
            return Optional.of(bytes);
        }

        @Override
        public String toString() {
            return type + shape.toString();
        }
    }

    /** One number over and over, which takes no room in a file: a runtime makes the tensor when it loads the model. */
    record Uniform(List<Integer> shape, Content number) implements Content {
        public Uniform {
            shape = List.copyOf(shape);
            if (number.elements() != 1 || number.littleEndian().isEmpty()) {
                throw new IllegalArgumentException("one known number fills a tensor, got " + number);
            }
        }

        @Override
        public ElementType type() {
            return number.type();
        }

        @Override
        public Content mapped(DoubleUnaryOperator function) {
            return new Uniform(shape, number.mapped(function));
        }

        @Override
        public Optional<byte[]> littleEndian() {
            byte[] one = number.littleEndian().orElseThrow();
            byte[] all = new byte[Math.toIntExact(elements() * one.length)];
            for (int i = 0; i < all.length; i++) {
                all[i] = one[i % one.length];
            }
            return Optional.of(all);
        }
    }

    /** Numbers of which only type and shape are known: enough to tell how large a file becomes. */
    record Blank(ElementType type, List<Integer> shape) implements Content {
        public Blank {
            shape = List.copyOf(shape);
        }

        @Override
        public Optional<byte[]> littleEndian() {
            return Optional.empty();
        }
    }
}
