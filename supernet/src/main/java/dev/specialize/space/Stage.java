package dev.specialize.space;

import java.util.List;

/**
 * A run of inverted residual blocks of one output width whose depth, kernels and expansions are elastic.
 *
 * @param width output channels before the width multiplier
 * @param stride of the first block; the others have 1
 * @param depths numbers of blocks to choose from
 * @param kernels sizes to choose from, of 3, 5 and 7
 * @param expands ratios of middle to input width to choose from
 */
public record Stage(
        int width,
        int stride,
        Activation activation,
        boolean squeezeExcite,
        List<Integer> depths,
        List<Integer> kernels,
        List<Double> expands) {
    public Stage {
        Require.positive("width", width);
        Require.that(stride == 1 || stride == 2, "stride", "must be 1 or 2", stride);
        depths = Require.ascending("depths", depths);
        kernels = Require.ascending("kernels", kernels);
        expands = Require.ascending("expands", expands);
        Require.that(depths.get(0) >= 1, "depths", "must be at least 1", depths);
        Require.that(
                kernels.stream().allMatch(k -> k == 3 || k == 5 || k == 7), "kernels", "must be 3, 5 or 7", kernels);
        expands.forEach(e -> Require.positive("expands", e));
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

    /** Number of different blocks that may stand at one place of this stage. */
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
