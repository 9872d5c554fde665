package dev.specialize.predictor;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.BlockKind;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.List;

/** Which of a perceptron's inputs are 1 for which choice; all others are 0, and a place without a block has no 1. */
final class MlpFeatures {
    private static final int[] NONE = {};

    private final SearchSpace space;
    private final MlpLayout layout;
    private final List<Integer> resolutions;
    private final int firstResolution;
    /** (stage): the first input of its depths, widths, kernels or expansions; what a stage has not counts for 0. */
    private final int[] firstDepth;

    private final int[] firstWidth;
    private final int[] firstKernel;
    private final int[] firstExpand;
    private final int size;

    /**
     * @param given resolutions in the order of the inputs; empty where the layout has its own
     * @throws IllegalArgumentException if the layout cannot describe the space's architectures
     */
    MlpFeatures(SearchSpace space, MlpLayout layout, List<Integer> given) {
        if (layout == MlpLayout.KERNELS_FIRST && space.hasElasticWidths()) {
            throw new IllegalArgumentException("a predictor of this form does not tell widths of stages apart, as "
                    + space.name() + " needs. Maybe it is a predictor for another space.");
        }
        this.space = space;
        this.layout = layout;
        this.resolutions = List.copyOf(layout.resolutions(given));
        if (resolutions.stream().anyMatch(r -> r < 1)) {
            throw new IllegalArgumentException("resolutions must be at least 1, got " + resolutions);
        }
        if (resolutions.stream().distinct().count() < resolutions.size()) {
            throw new IllegalArgumentException("resolutions must differ, got " + resolutions);
        }
        int stages = space.stages().size();
        this.firstDepth = new int[stages];
        this.firstWidth = new int[stages];
        this.firstKernel = new int[stages];
        this.firstExpand = new int[stages];
        int next = layout == MlpLayout.RESOLUTIONS_FIRST ? resolutions.size() : 0;
        next = lay(firstDepth, next, MlpFeatures::depths);
        next = lay(firstWidth, next, MlpFeatures::widths);
        next = lay(firstKernel, next, s -> s.maxDepth() * kernels(s));
        next = lay(firstExpand, next, s -> s.maxDepth() * expands(s));
        this.firstResolution = layout == MlpLayout.RESOLUTIONS_FIRST ? 0 : next;
        this.size = layout == MlpLayout.RESOLUTIONS_FIRST ? next : next + resolutions.size();
    }

    @FunctionalInterface
    private interface Inputs {
        int of(Stage stage);
    }

    private int lay(int[] firsts, int from, Inputs inputs) {
        int next = from;
        for (int s = 0; s < firsts.length; s++) {
            firsts[s] = next;
            next += inputs.of(space.stages().get(s));
        }
        return next;
    }

    /** Only the stem's depth is an input of its own; that of other stages shows in what places are empty. */
    private static int depths(Stage stage) {
        return stage.kind() == BlockKind.CONVOLUTION && stage.depths().size() > 1
                ? stage.depths().size()
                : 0;
    }

    /** A width that is listed twice has two inputs, of which the first is used. */
    private static int widths(Stage stage) {
        return stage.widths().size() > 1 ? stage.widths().size() : 0;
    }

    private static int kernels(Stage stage) {
        return stage.kind() == BlockKind.INVERTED_RESIDUAL ? stage.kernels().size() : 0;
    }

    private static int expands(Stage stage) {
        return stage.kind() == BlockKind.INVERTED_RESIDUAL || stage.kind() == BlockKind.BOTTLENECK
                ? stage.expands().size()
                : 0;
    }

    int size() {
        return size;
    }

    MlpLayout layout() {
        return layout;
    }

    List<Integer> resolutions() {
        return resolutions;
    }

    /**
     * The inputs that are 1.
     *
     * @param codec of the space or of a part of it
     * @throws IllegalArgumentException if the gene stands for something that has no input; the message names it
     */
    int[] ones(GenomeCodec codec, int position, int gene) {
        if (position == 0) {
            int resolution = codec.space().resolutions().get(gene);
            return new int[] {firstResolution + resolutionIndex(resolution)};
        }
        int s = codec.stageIndexAt(position);
        Stage stage = space.stages().get(s);
        if (codec.isDepth(position)) {
            return depths(stage) == 0 ? NONE : one(firstDepth[s], "depth", stage.depths(), codec.depth(s, gene));
        }
        if (codec.isWidth(position)) {
            return widths(stage) == 0 ? NONE : one(firstWidth[s], "width", stage.widths(), codec.width(s, gene));
        }
        return gene == 0
                ? NONE
                : block(
                        s,
                        position - codec.firstPlace(s),
                        codec.stageAt(position).choice(gene - 1));
    }

    private int[] block(int s, int place, BlockChoice choice) {
        Stage stage = space.stages().get(s);
        if (expands(stage) == 0) {
            return NONE;
        }
        int[] expand = one(firstExpand[s] + place * expands(stage), "expand", stage.expands(), choice.expand());
        if (kernels(stage) == 0) {
            return expand;
        }
        int[] kernel = one(firstKernel[s] + place * kernels(stage), "kernel", stage.kernels(), choice.kernel());
        return new int[] {kernel[0], expand[0]};
    }

    private static <T> int[] one(int first, String what, List<T> known, T value) {
        int index = known.indexOf(value);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "The predictor does not know " + what + " " + value + ", only " + known + ".");
        }
        return new int[] {first + index};
    }

    boolean knows(int resolution) {
        return resolutions.contains(layout.standIn(resolution));
    }

    private int resolutionIndex(int resolution) {
        int index = resolutions.indexOf(layout.standIn(resolution));
        if (index < 0) {
            throw new IllegalArgumentException("The predictor does not know the resolution " + resolution + ", only "
                    + resolutions + ". Maybe search fewer resolutions.");
        }
        return index;
    }
}
