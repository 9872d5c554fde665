package dev.specialize.export;

import dev.specialize.weights.Tensor;
import java.util.List;

/** What a node reads. */
sealed interface Operand {
    String name();

    List<Integer> shape();

    /**
     * An activation.
     *
     * @param shape without the batch axis: (channels, height, width) or (width)
     */
    record Value(String name, List<Integer> shape) implements Operand {
        public Value {
            shape = List.copyOf(shape);
            if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
                throw new IllegalArgumentException("value '" + name + "' has shape " + shape);
            }
        }

        int channels() {
            return shape.get(0);
        }
    }

    /** A weight that the model carries; every value is finite. */
    record Constant(String name, Tensor tensor) implements Operand {
        public Constant {
            for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("constant '" + name + "' holds " + value);
                }
            }
        }

        @Override
        public List<Integer> shape() {
            return tensor.shape();
        }
    }
}
