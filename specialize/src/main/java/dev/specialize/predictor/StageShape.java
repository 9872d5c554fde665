package dev.specialize.predictor;

import dev.specialize.space.BlockKind;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.List;

/**
 * What a perceptron's input takes from a stage: its choices, not its channels, so that one predictor serves a space at
 * any width multiplier.
 *
 * @param widths how many there are to choose from, repetitions included
 */
record StageShape(BlockKind kind, List<Integer> depths, List<Integer> kernels, List<Double> expands, int widths) {
    StageShape {
        depths = List.copyOf(depths);
        kernels = List.copyOf(kernels);
        expands = List.copyOf(expands);
    }

    static List<StageShape> of(SearchSpace space) {
        return space.stages().stream().map(StageShape::of).toList();
    }

    private static StageShape of(Stage stage) {
        return new StageShape(
                stage.kind(),
                stage.depths(),
                stage.kernels(),
                stage.expands(),
                stage.widths().size());
    }

    /** @throws IllegalArgumentException if a predictor for some stages cannot serve others; names the first difference */
    static void requireEqual(List<StageShape> known, List<StageShape> wanted) {
        require("number of stages", known.size(), wanted.size());
        for (int s = 0; s < known.size(); s++) {
            StageShape one = known.get(s);
            StageShape other = wanted.get(s);
            require("kind of stage " + s, one.kind, other.kind);
            require("depths of stage " + s, one.depths, other.depths);
            require("kernels of stage " + s, one.kernels, other.kernels);
            require("expands of stage " + s, one.expands, other.expands);
            require("number of widths of stage " + s, one.widths, other.widths);
        }
    }

    private static void require(String what, Object known, Object wanted) {
        if (!known.equals(wanted)) {
            throw new IllegalArgumentException("the " + what + " is " + known + ", in the space it is " + wanted);
        }
    }
}
