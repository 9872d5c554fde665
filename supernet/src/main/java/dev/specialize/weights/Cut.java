package dev.specialize.weights;

import dev.specialize.space.BlockChoice;
import dev.specialize.space.Layer;
import java.util.List;

/**
 * What one choice leaves of a layer whose kernel is at its largest.
 *
 * @param choice of a stage's block; of no meaning elsewhere
 */
record Cut(Layer layer, BlockChoice choice) {
    /** Of layers outside the stages, where there is no choice. */
    static final BlockChoice NONE = new BlockChoice(1, 1);

    int inputs() {
        return layer.input().channels();
    }

    int outputs() {
        return layer.output().channels();
    }

    double expand() {
        return choice.expand();
    }

    /** The smallest that is not below what is wanted, else the largest. */
    static <T extends Comparable<T>> T enough(List<T> offered, T wanted) {
        List<T> ascending = offered.stream().sorted().toList();
        return ascending.stream()
                .filter(size -> size.compareTo(wanted) >= 0)
                .findFirst()
                .orElseGet(() -> ascending.get(ascending.size() - 1));
    }
}
