package dev.specialize.search;

import dev.specialize.space.Activation;
import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.BlockKind;
import dev.specialize.space.Head;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.StemBlock;
import java.util.ArrayList;
import java.util.List;

/** Spaces that can be enumerated, and all that is in them. */
final class SmallSpaces {
    private SmallSpaces() {}

    /** 133,128 architectures: 2 resolutions, 2 stages of 1 to 3 blocks with 6 choices each. */
    static SearchSpace enumerable() {
        return space(List.of(24, 32), List.of(stage(16, List.of(1, 2, 3)), stage(24, List.of(1, 2, 3))));
    }

    /** 84 architectures. */
    static SearchSpace tiny() {
        return space(List.of(16, 24), List.of(stage(16, List.of(1, 2))));
    }

    /** 5,184 architectures whose stages have widths to choose from: 2 resolutions, 3 stages of all kinds that have. */
    static SearchSpace wide() {
        return space(
                List.of(16, 24),
                List.of(
                        wide(BlockKind.CONVOLUTION, List.of(8, 8, 16), List.of(1, 2), List.of(1.0)),
                        wide(BlockKind.BOTTLENECK, List.of(24, 32, 40), List.of(1, 2), List.of(0.25, 0.5)),
                        wide(BlockKind.BOTTLENECK, List.of(48, 64, 80), List.of(2, 3), List.of(0.25, 0.5))));
    }

    /** 1,050 architectures of one stage that is 1, 3 or 4 blocks deep and one that is 1 or 2. */
    static SearchSpace gapped() {
        List<Integer> kernels = List.of(3, 5);
        return space(
                List.of(16, 24, 32),
                List.of(
                        new Stage(16, 2, Activation.RELU, false, List.of(1, 3, 4), kernels, List.of(3.0)),
                        new Stage(24, 2, Activation.RELU, true, List.of(1, 2), kernels, List.of(3.0, 6.0))));
    }

    static SearchSpace named(String name) {
        return switch (name) {
            case "tiny" -> tiny();
            case "gapped" -> gapped();
            case "wide" -> wide();
            case "enumerable" -> enumerable();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Stage wide(BlockKind kind, List<Integer> widths, List<Integer> depths, List<Double> expands) {
        return new Stage(kind, widths, 1, Activation.RELU, false, depths, List.of(3), expands);
    }

    private static SearchSpace space(List<Integer> resolutions, List<Stage> stages) {
        return new SearchSpace(
                SearchSpace.FORMAT,
                "small",
                3,
                10,
                1.0,
                resolutions,
                1e-5,
                List.of(
                        new StemBlock("stem", BlockKind.CONVOLUTION, 16, 2, Activation.H_SWISH),
                        new StemBlock("first", BlockKind.INVERTED_RESIDUAL, 16, 1, Activation.RELU)),
                stages,
                new Head(64, 64, Activation.H_SWISH));
    }

    private static Stage stage(int width, List<Integer> depths) {
        return new Stage(width, 2, Activation.RELU, false, depths, List.of(3, 5), List.of(3.0, 4.0, 6.0));
    }

    static List<Architecture> all(SearchSpace space) {
        List<List<List<BlockChoice>>> stages = List.of(List.of());
        for (Stage stage : space.stages()) {
            List<List<BlockChoice>> variants = variants(stage);
            stages = stages.stream()
                    .flatMap(before -> variants.stream().map(variant -> append(before, variant)))
                    .toList();
        }
        List<List<List<BlockChoice>>> combinations = stages;
        List<List<Integer>> widths = widths(space);
        return space.resolutions().stream()
                .flatMap(r -> widths.stream().flatMap(w -> combinations.stream().map(c -> new Architecture(r, w, c))))
                .toList();
    }

    private static List<List<Integer>> widths(SearchSpace space) {
        List<List<Integer>> widths = List.of(List.of());
        for (Stage stage : space.stages()) {
            widths = widths.stream()
                    .flatMap(before -> stage.distinctWidths().stream().map(width -> append(before, width)))
                    .toList();
        }
        return space.hasElasticWidths() ? widths : List.of(List.of());
    }

    /** Every content that a stage can have. */
    static List<List<BlockChoice>> variants(Stage stage) {
        List<List<BlockChoice>> variants = new ArrayList<>();
        List<List<BlockChoice>> ofDepth = List.of(List.of());
        for (int depth = 1; depth <= stage.maxDepth(); depth++) {
            ofDepth = ofDepth.stream()
                    .flatMap(before -> choices(stage).stream().map(choice -> append(before, choice)))
                    .toList();
            if (stage.depths().contains(depth)) {
                variants.addAll(ofDepth);
            }
        }
        return variants;
    }

    private static List<BlockChoice> choices(Stage stage) {
        List<BlockChoice> choices = new ArrayList<>();
        for (int i = 0; i < stage.choicesPerBlock(); i++) {
            choices.add(stage.choice(i));
        }
        return choices;
    }

    private static <T> List<T> append(List<T> before, T last) {
        List<T> longer = new ArrayList<>(before);
        longer.add(last);
        return longer;
    }
}
