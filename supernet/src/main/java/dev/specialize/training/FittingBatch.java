package dev.specialize.training;

import dev.specialize.space.SearchSpace;
import java.util.function.IntToLongFunction;

/**
 * Batches that fit the memory.
 *
 * @param recipe with its batches halved until they fit
 * @param bytes that a step takes at most
 */
public record FittingBatch(Recipe recipe, long bytes) {
    private static final int FEWEST = 2;

    /**
     * Halves batches as often as needed, and learning rates with them.
     *
     * @param available bytes for a batch of so many images: of several GPUs fewer share a smaller one
     * @throws IllegalArgumentException if not even the smallest batch fits
     */
    public static FittingBatch of(SearchSpace space, Recipe recipe, IntToLongFunction available) {
        Recipe fitting = recipe;
        while (StepMemory.bytes(space, fitting.batchSize()) > available.applyAsLong(fitting.batchSize())) {
            if (fitting.batchSize() / 2 < FEWEST) {
                throw new IllegalArgumentException("a step of " + space.name() + " at " + space.maxResolution()
                        + " px takes "
                        + StepMemory.bytes(space, FEWEST) / 1_000_000 + " MB for two images, "
                        + available.applyAsLong(FEWEST) / 1_000_000
                        + " MB are free. Maybe lower --width or the space's resolutions");
            }
            fitting = fitting.withSmallerBatch(fitting.batchSize() / 2);
        }
        return new FittingBatch(fitting, StepMemory.bytes(space, fitting.batchSize()));
    }
}
