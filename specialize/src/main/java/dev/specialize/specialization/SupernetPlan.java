package dev.specialize.specialization;

import dev.specialize.space.SearchSpace;
import dev.specialize.training.Recipe;
import dev.specialize.training.TrainerOptions;
import java.nio.file.Path;

/**
 * What supernet to make.
 *
 * @param name what people will call it
 * @param space with any number of classes; the data's replaces it
 * @param data folder of images
 * @param options how the training is kept
 * @param pairs subnets to evaluate for the accuracy predictor
 * @param folder takes the supernet, and its checkpoints until it is finished
 */
public record SupernetPlan(
        String name, SearchSpace space, Path data, Recipe recipe, TrainerOptions options, int pairs, Path folder) {
    /** Fewer do not suffice to fit a predictor and to judge it on held-out ones. */
    public static final int FEWEST_PAIRS = 40;

    public SupernetPlan {
        if (pairs < FEWEST_PAIRS) {
            throw new IllegalArgumentException("pairs must be at least " + FEWEST_PAIRS + ", got " + pairs);
        }
    }
}
