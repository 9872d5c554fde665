package dev.specialize.specialization;

import dev.specialize.space.SearchSpace;
import dev.specialize.training.Recipe;
import dev.specialize.training.TrainerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What supernet to make.
 *
 * @param name what people will call it
 * @param space with any number of classes; the data's replaces it
 * @param data folder of images
 * @param time for training and evaluation, if sizes are to be chosen by it
 * @param init weights to start from, such as another supernet's folder or a checkpoint; random ones without
 * @param options how the training is kept
 * @param population how many runs compete; 1 for a single one
 * @param pairs subnets to evaluate for the accuracy predictor
 * @param folder takes the supernet, and its checkpoints until it is finished
 */
public record SupernetPlan(
        String name,
        SearchSpace space,
        Path data,
        Recipe recipe,
        Optional<Duration> time,
        Optional<Path> init,
        TrainerOptions options,
        int population,
        int pairs,
        Path folder) {
    /** Fewer do not suffice to fit a predictor and to judge it on held-out ones. */
    public static final int FEWEST_PAIRS = 40;

    public SupernetPlan {
        recipe.requireSubnetsOf(space);
        if (pairs < FEWEST_PAIRS) {
            throw new IllegalArgumentException("pairs must be at least " + FEWEST_PAIRS + ", got " + pairs);
        }
        if (population < 1) {
            throw new IllegalArgumentException("population must be at least 1, got " + population);
        }
        if (population > 1 && recipe.ranksByAngle()) {
            throw new IllegalArgumentException("a population is judged by accuracy, and '" + recipe.name()
                    + "' trains on labels that mean nothing. Maybe leave out --population");
        }
        if (time.isPresent() && (time.get().isNegative() || time.get().isZero())) {
            throw new IllegalArgumentException("minutes must be above 0, got " + time.get());
        }
    }
}
