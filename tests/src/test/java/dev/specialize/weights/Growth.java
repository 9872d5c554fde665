package dev.specialize.weights;

import dev.specialize.space.Architecture;
import dev.specialize.space.BlockKind;
import dev.specialize.space.Head;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.supernet.TinySupernet;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A space and a larger one that has room for all that its subnets compute.
 *
 * @param name how it grew
 */
record Growth(String name, SearchSpace donor, SearchSpace space) {
    private static final SearchSpace MOBILE = TinySupernet.SPACE;
    private static final SearchSpace RESIDUAL = TinySupernet.RESIDUAL;
    private static final SearchSpace WIDE = TinySupernet.WIDE;

    /** Ways of growing, alone and all at once, in every kind of space. */
    static Stream<Growth> all() {
        SearchSpace small = with(MOBILE, s -> kernels(s, 3, 5));
        return Stream.of(
                new Growth("wider", MOBILE, MOBILE.withWidthMultiplier(1.5)),
                new Growth("much wider", MOBILE, MOBILE.withWidthMultiplier(3)),
                new Growth("deeper", MOBILE, with(MOBILE, s -> depths(s, 1, 2, 4))),
                new Growth("deeper from one block", with(MOBILE, s -> depths(s, 1)), MOBILE),
                new Growth("kernels", small, MOBILE),
                new Growth("kernels from one", with(MOBILE, s -> kernels(s, 3)), MOBILE),
                new Growth("kernels on both sides", with(MOBILE, s -> kernels(s, 5)), MOBILE),
                new Growth("more expansions", MOBILE, with(MOBILE, s -> expands(s, 1, 1.5, 2, 3, 6))),
                new Growth("squeeze-and-excitation", with(MOBILE, Growth::unsqueezed), MOBILE),
                new Growth(
                        "all at once",
                        with(small, Growth::unsqueezed),
                        with(MOBILE, s -> expands(depths(s, 1, 2, 3), 1, 2, 3, 4))
                                .withWidthMultiplier(1.7)),
                new Growth(
                        "head",
                        MOBILE,
                        headed(MOBILE, new Head(40, 32, MOBILE.head().activation()))),
                new Growth("residual wider", RESIDUAL, RESIDUAL.withWidthMultiplier(1.5)),
                new Growth("residual much wider", RESIDUAL, RESIDUAL.withWidthMultiplier(3)),
                new Growth("residual deeper", RESIDUAL, with(RESIDUAL, Growth::deeper)),
                new Growth(
                        "residual at once",
                        RESIDUAL,
                        with(RESIDUAL, Growth::deeper).withWidthMultiplier(2)),
                new Growth("elastic widths wider", WIDE, WIDE.withWidthMultiplier(2)),
                new Growth("more widths", WIDE, with(WIDE, s -> widths(s, 8, 16, 24, 40))),
                new Growth("elastic widths at once", WIDE, with(WIDE, s -> depths(widths(s, 8, 16, 24, 32), 1, 2, 3))));
    }

    /** The largest choices, at the resolution and with the widths of an architecture: those say which blocks add their input. */
    Architecture largest(Architecture other) {
        return new Architecture(
                other.resolution(), other.widths(), space.largest().stages());
    }

    @Override
    public String toString() {
        return name;
    }

    static SearchSpace with(SearchSpace space, UnaryOperator<Stage> change) {
        return space.withStages(space.stages().stream().map(change).toList());
    }

    static SearchSpace headed(SearchSpace space, Head head) {
        return new SearchSpace(
                space.format(),
                space.name(),
                space.inputChannels(),
                space.classes(),
                space.widthMultiplier(),
                space.resolutions(),
                space.batchNormEpsilon(),
                space.stem(),
                space.stages(),
                head);
    }

    static SearchSpace withEpsilon(SearchSpace space, double epsilon) {
        return new SearchSpace(
                space.format(),
                space.name(),
                space.inputChannels(),
                space.classes(),
                space.widthMultiplier(),
                space.resolutions(),
                epsilon,
                space.stem(),
                space.stages(),
                space.head());
    }

    static Stage depths(Stage s, Integer... depths) {
        return stage(s, s.widths(), s.squeezeExcite(), List.of(depths), s.kernels(), s.expands());
    }

    static Stage kernels(Stage s, Integer... kernels) {
        return stage(s, s.widths(), s.squeezeExcite(), s.depths(), List.of(kernels), s.expands());
    }

    static Stage expands(Stage s, double... expands) {
        List<Double> offered = Arrays.stream(expands).boxed().toList();
        return stage(s, s.widths(), s.squeezeExcite(), s.depths(), s.kernels(), offered);
    }

    static Stage widths(Stage s, Integer... widths) {
        return stage(s, List.of(widths), s.squeezeExcite(), s.depths(), s.kernels(), s.expands());
    }

    static Stage unsqueezed(Stage s) {
        return stage(s, s.widths(), false, s.depths(), s.kernels(), s.expands());
    }

    private static Stage deeper(Stage s) {
        return s.kind() == BlockKind.POOLED_CONVOLUTION ? s : depths(s, 1, 2, 4);
    }

    private static Stage stage(
            Stage s,
            List<Integer> widths,
            boolean squeezeExcite,
            List<Integer> depths,
            List<Integer> kernels,
            List<Double> expands) {
        return new Stage(s.kind(), widths, s.stride(), s.activation(), squeezeExcite, depths, kernels, expands);
    }
}
