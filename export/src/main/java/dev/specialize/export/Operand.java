package dev.specialize.export;

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

    /** A weight that the model carries. */
    record Constant(String name, Content content) implements Operand {
        @Override
        public List<Integer> shape() {
            return content.shape();
        }
    }
}
