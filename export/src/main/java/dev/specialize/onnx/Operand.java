package dev.specialize.onnx;

import java.util.List;

/** What a node reads. */
public sealed interface Operand {
    String name();

    ElementType type();

    List<Integer> shape();

    /** What a node writes. */
    sealed interface Result extends Operand {}

    /**
     * An activation.
     *
     * @param shape without the batch axis: (channels, height, width), (width), or none for one number of each image
     */
    record Value(String name, ElementType type, List<Integer> shape) implements Result {
        public Value {
            shape = List.copyOf(shape);
            if (shape.stream().anyMatch(size -> size < 1)) {
                throw new IllegalArgumentException("value '" + name + "' has shape " + shape);
            }
        }

        /** A float32 one. */
        public Value(String name, List<Integer> shape) {
            this(name, ElementType.FLOAT, shape);
        }

        public int channels() {
            return shape.get(0);
        }
    }

    /** A weight that is computed from constants alone, so that runtimes compute it when they load the model. */
    record Derived(String name, ElementType type, List<Integer> shape) implements Result {
        public Derived {
            shape = List.copyOf(shape);
        }
    }

    /** A weight that the model carries. */
    record Constant(String name, Content content) implements Operand {
        @Override
        public ElementType type() {
            return content.type();
        }

        @Override
        public List<Integer> shape() {
            return content.shape();
        }
    }
}
