package dev.specialize.weights;

import dev.specialize.files.InvalidFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Named tensors, in the order of their names. Which names a layer has, its record in {@code space} says. */
public record Weights(SortedMap<String, Tensor> tensors) {
    public Weights {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
    }

    public Weights(Map<String, Tensor> tensors) {
        this(new TreeMap<>(tensors));
    }

    /** @throws IllegalArgumentException if there is no such tensor */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no weights named '" + name + "'");
        }
        return tensor;
    }

    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** Every value moved to the next number above or below, as the seed wills: what a rounding can do to it. */
    public Weights nudged(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<String, Tensor> nudged = new TreeMap<>();
        tensors.forEach((name, tensor) -> {
            float[] values = tensor.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextBoolean() ? Math.nextUp(values[i]) : Math.nextDown(values[i]);
            }
            nudged.put(name, new Tensor(tensor.shape(), values));
        });
        return new Weights(nudged);
    }

    /**
     * Reads a safetensors file of float32 tensors.
     *
     * @throws InvalidFileException if it is missing, truncated, not safetensors, or holds another type or a value that is
     *     not finite
     */
    public static Weights read(Path file) {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        Safetensors.read(file).forEach((name, array) -> tensors.put(name, tensor(file, name, array)));
        return new Weights(tensors);
    }

    private static Tensor tensor(Path file, String name, Safetensors.RawArray array) {
        array.require(file, name, Safetensors.ElementType.F32);
        float[] values = new float[array.bytes().remaining() / Float.BYTES];
        array.bytes().asFloatBuffer().get(values);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new InvalidFileException(file, "tensor '" + name + "' holds " + value);
            }
        }
        return new Tensor(array.shape(), values);
    }

    /** False if any value is infinite or not a number. */
    public boolean isFinite() {
        return tensors.values().stream().allMatch(Weights::isFinite);
    }

    private static boolean isFinite(Tensor tensor) {
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Writes a safetensors file that other tools read too; equal weights have equal bytes. */
    public void write(Path file) {
        SortedMap<String, Safetensors.RawArray> arrays = new TreeMap<>();
        tensors.forEach((name, tensor) -> {
            ByteBuffer bytes =
                    ByteBuffer.allocate(tensor.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(tensor.values());
            arrays.put(name, new Safetensors.RawArray(Safetensors.ElementType.F32, tensor.shape(), bytes));
        });
        Safetensors.write(file, arrays);
    }
}
