package dev.specialize.space;

import java.util.List;

/**
 * A run of blocks of one output width whose width, depth, kernels and expansions are elastic.
 *
 * @param widths output channels to choose from, before the width multiplier, ascending; all blocks of the stage have the
 *     same. Where a reference space has a width twice, it is listed twice: both are one choice.
 * @param stride of the first block; the others have 1
 * @param depths numbers of blocks to choose from
 * @param kernels sizes to choose from, of 3, 5 and 7
 * @param expands ratios to choose from of middle to input width, of a bottleneck's middle to output width; 1 for plain
 *     convolutions
 */
public record Stage(
        BlockKind kind,
        List<Integer> widths,
        int stride,
        Activation activation,
        boolean squeezeExcite,
        List<Integer> depths,
        List<Integer> kernels,
        List<Double> expands) {
    public Stage {
        widths = List.copyOf(widths);
        Require.that(!widths.isEmpty(), "widths", "must not be empty", widths);
        Require.that(widths.stream().sorted().toList().equals(widths), "widths", "must ascend", widths);
        Require.positive("widths", widths.get(0));
        Require.that(stride == 1 || stride == 2, "stride", "must be 1 or 2", stride);
        depths = Require.ascending("depths", depths);
        kernels = Require.ascending("kernels", kernels);
        expands = Require.ascending("expands", expands);
        Require.that(depths.get(0) >= 1, "depths", "must be at least 1", depths);
        Require.that(
                kernels.stream().allMatch(k -> k == 3 || k == 5 || k == 7), "kernels", "must be 3, 5 or 7", kernels);
        expands.forEach(e -> Require.positive("expands", e));
        requireKind(kind, squeezeExcite, depths, kernels, expands);
    }

    private static void requireKind(
            BlockKind kind, boolean squeezeExcite, List<Integer> depths, List<Integer> kernels, List<Double> expands) {
        if (kind == BlockKind.INVERTED_RESIDUAL) {
            return;
        }
        Require.that(!squeezeExcite, "squeezeExcite", "is for inverted residual blocks only", true);
        Require.that(kernels.size() == 1, "kernels", "must be one size unless blocks are inverted residuals", kernels);
        if (kind != BlockKind.BOTTLENECK) {
            Require.that(expands.equals(List.of(1.0)), "expands", "must be 1 for plain convolutions", expands);
        }
        if (kind == BlockKind.POOLED_CONVOLUTION) {
            Require.that(depths.equals(List.of(1)), "depths", "must be 1 for a pooled convolution", depths);
        }
    }

    /** A stage of inverted residual blocks of one width. */
    public Stage(
            int width,
            int stride,
            Activation activation,
            boolean squeezeExcite,
            List<Integer> depths,
            List<Integer> kernels,
            List<Double> expands) {
        this(BlockKind.INVERTED_RESIDUAL, List.of(width), stride, activation, squeezeExcite, depths, kernels, expands);
    }

    /**
     * The same with fewer choices: the largest ones of each kind. Where widths can be chosen they still can, though it be
     * between two that are equal: architectures of the whole space name them.
     *
     * @param newKernels how many sizes to keep at most
     * @param newExpands how many ratios, and how many widths
     * @param newDepths how many depths
     */
    public Stage largest(int newKernels, int newExpands, int newDepths) {
        return new Stage(
                kind,
                lastWidths(newExpands),
                stride,
                activation,
                squeezeExcite,
                last(depths, newDepths),
                last(kernels, newKernels),
                last(expands, newExpands));
    }

    private List<Integer> lastWidths(int most) {
        List<Integer> last = last(widths, most);
        return last.size() == 1 && widths.size() > 1 ? List.of(maxWidth(), maxWidth()) : last;
    }

    private static <T> List<T> last(List<T> values, int most) {
        return values.subList(Math.max(0, values.size() - most), values.size());
    }

    /** The different widths, ascending. */
    public List<Integer> distinctWidths() {
        return widths.stream().distinct().toList();
    }

    public int maxWidth() {
        return widths.get(widths.size() - 1);
    }

    public int maxDepth() {
        return depths.get(depths.size() - 1);
    }

    public int maxKernel() {
        return kernels.get(kernels.size() - 1);
    }

    public double maxExpand() {
        return expands.get(expands.size() - 1);
    }

    /** Number of different blocks that may stand at one place of this stage, given its width. */
    public int choicesPerBlock() {
        return kernels.size() * expands.size();
    }

    /** The {@code index}-th choice, kernels outermost: index = kernel index * expands + expand index. */
    public BlockChoice choice(int index) {
        return new BlockChoice(kernels.get(index / expands.size()), expands.get(index % expands.size()));
    }

    /** The index of a choice, the inverse of {@link #choice}; -1 if this stage does not offer it. */
    public int indexOf(BlockChoice choice) {
        int kernel = kernels.indexOf(choice.kernel());
        int expand = expands.indexOf(choice.expand());
        return kernel < 0 || expand < 0 ? -1 : kernel * expands.size() + expand;
    }
}
