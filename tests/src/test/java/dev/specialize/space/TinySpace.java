package dev.specialize.space;

import java.util.ArrayList;
import java.util.List;

/** A space small enough to list: 2 resolutions * (2 + 4) * (4 + 16) = 240 architectures. */
final class TinySpace {
    static final SearchSpace SPACE = new SearchSpace(
            SearchSpace.FORMAT,
            "tiny",
            1,
            3,
            1.0,
            List.of(8, 12),
            1e-5,
            List.of(
                    new StemBlock("stem", BlockKind.CONVOLUTION, 8, 1, Activation.H_SWISH),
                    new StemBlock("first", BlockKind.INVERTED_RESIDUAL, 8, 1, Activation.RELU)),
            List.of(
                    new Stage(8, 2, Activation.RELU, false, List.of(1, 2), List.of(3, 5), List.of(2.0)),
                    new Stage(16, 2, Activation.H_SWISH, true, List.of(1, 2), List.of(3, 7), List.of(1.0, 2.0))),
            new Head(16, 24, Activation.H_SWISH));

    private TinySpace() {}

    /** Two stages of 1 or 2 blocks without a choice, at two resolutions. */
    static SearchSpace withWidths(List<Integer> first, List<Integer> second) {
        return new SearchSpace(
                SearchSpace.FORMAT,
                "tiny-wide",
                1,
                3,
                1.0,
                List.of(8, 12),
                1e-5,
                List.of(),
                List.of(wide(first), wide(second)),
                new Head(0, 0, Activation.NONE));
    }

    private static Stage wide(List<Integer> widths) {
        return new Stage(
                BlockKind.CONVOLUTION, widths, 2, Activation.RELU, false, List.of(1, 2), List.of(3), List.of(1.0));
    }

    static List<Architecture> all() {
        List<Architecture> all = new ArrayList<>();
        for (int resolution : SPACE.resolutions()) {
            for (List<BlockChoice> first : variants(SPACE.stages().get(0))) {
                for (List<BlockChoice> second : variants(SPACE.stages().get(1))) {
                    all.add(new Architecture(resolution, List.of(first, second)));
                }
            }
        }
        return all;
    }

    /** Every run of one or two blocks. */
    private static List<List<BlockChoice>> variants(Stage stage) {
        List<BlockChoice> choices = new ArrayList<>();
        stage.kernels().forEach(k -> stage.expands().forEach(e -> choices.add(new BlockChoice(k, e))));
        List<List<BlockChoice>> variants = new ArrayList<>();
        for (BlockChoice one : choices) {
            variants.add(List.of(one));
            choices.forEach(other -> variants.add(List.of(one, other)));
        }
        return variants;
    }
}
