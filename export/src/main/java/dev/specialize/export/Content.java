package dev.specialize.export;

import dev.specialize.weights.Tensor;
import java.util.List;
import java.util.Optional;

/** What a constant of a graph holds. */
sealed interface Content {
    List<Integer> shape();

    /** Its values, where they are known. */
    Optional<Tensor> values();

    static Content of(Tensor tensor) {
        return new Known(tensor);
    }

    /** Numbers, every one finite. */
    record Known(Tensor tensor) implements Content {
        public Known {
            for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("constant of shape " + tensor.shape() + " holds " + value);
                }
            }
        }

        @Override
        public List<Integer> shape() {
            return tensor.shape();
        }

        @Override
        public Optional<Tensor> values() {
            return Optional.of(tensor);
        }
    }

    /** Numbers of which only the shape is known: enough to tell how large a file becomes. */
    record Blank(List<Integer> shape) implements Content {
        public Blank {
            shape = List.copyOf(shape);
        }

        @Override
        public Optional<Tensor> values() {
            return Optional.empty();
        }
    }
}
