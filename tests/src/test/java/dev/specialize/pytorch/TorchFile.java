package dev.specialize.pytorch;

import dev.specialize.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small files as torch saves them, and one that it never should. */
public final class TorchFile {
    private TorchFile() {}

    /** A state dictionary in the zip format. */
    public static Path write(Path file, SortedMap<String, Tensor> tensors) {
        Map<String, byte[]> storages = new LinkedHashMap<>();
        Pickle pickle = Pickle.of(2).global("collections", "OrderedDict").op(')', 'R', '(');
        tensors.forEach((name, tensor) -> {
            String key = Integer.toString(storages.size());
            storages.put(key, CheckpointBytes.floats(tensor.values()));
            long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
            pickle.text(name).tensor("FloatStorage", key, tensor.values().length, 0, shape, strides(shape));
        });
        return write(file, CheckpointBytes.zip(pickle.op('u', '.').bytes(), storages));
    }

    /** One that calls {@code os.system} when it is unpickled. */
    public static Path hostile(Path file, String command) {
        byte[] pickle = Pickle.of(2)
                .global("os", "system")
                .op('(')
                .text(command)
                .op('t', 'R', '.')
                .bytes();
        return write(file, CheckpointBytes.zip(pickle, Map.of()));
    }

    /**
     * The tensors of an accuracy predictor in the library's form, with random weights.
     *
     * @param inputs a value for each resolution, then those for each choice
     */
    public static SortedMap<String, Tensor> predictor(int inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        tensors.put("layers.0.0.weight", tensor(random, 8, inputs));
        tensors.put("layers.0.0.bias", tensor(random, 8));
        tensors.put("layers.1.weight", tensor(random, 1, 8));
        tensors.put("base_acc", Tensor.of(new float[] {0.7f}, 1));
        return tensors;
    }

    private static Tensor tensor(SplittableRandom random, Integer... shape) {
        int size = 1;
        for (int axis : shape) {
            size *= axis;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (0.1 * (random.nextDouble() - 0.5));
        }
        return Tensor.of(values, shape);
    }

    private static long[] strides(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
