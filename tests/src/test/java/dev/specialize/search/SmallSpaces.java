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
        return space.resolutions().stream()
                .flatMap(r -> combinations.stream().map(c -> new Architecture(r, c)))
                .toList();
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
