package dev.specialize.training;

import dev.specialize.space.SearchSpace;

/**
 * How much of a space a phase trains: of each list of choices the largest ones (arXiv:1908.09791, section 3.3).
 *
 * @param kernels sizes that are open at most
 * @param depths depths of a stage
 * @param expands ratios, and widths of a stage where these are elastic
 */
public record Opening(int kernels, int depths, int expands) {
    /** More than any space has. */
    private static final int EVERY = 99;

    public static final Opening ALL = new Opening(EVERY, EVERY, EVERY);

    public Opening {
        Require.that(kernels >= 1, "kernels", "must be at least 1", kernels);
        Require.that(depths >= 1, "depths", "must be at least 1", depths);
        Require.that(expands >= 1, "expands", "must be at least 1", expands);
    }

    /** All kernels, and so many of the others. */
    static Opening of(int depths, int expands) {
        return new Opening(EVERY, depths, expands);
    }

    /** The part of the space that is open; its weights are the whole space's. */
    SearchSpace of(SearchSpace space) {
        return space.withStages(space.stages().stream()
                .map(stage -> stage.largest(kernels, expands, depths))
                .toList());
    }
}
