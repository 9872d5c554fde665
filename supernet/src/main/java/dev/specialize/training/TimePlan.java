package dev.specialize.training;

import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.TorchEngines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Sizes that fit a time: the throughput of this machine is measured, then batch, width and epochs are chosen.
 *
 * @param space maybe narrower
 * @param recipe with other batches and epochs
 * @param secondsPerEpoch as measured
 */
public record TimePlan(SearchSpace space, Recipe recipe, double secondsPerEpoch) {
    private static final List<Double> WIDTHS = List.of(1.0, 0.75, 0.5, 0.35);
    /** The rest is for the evaluation of subnets. */
    private static final double TRAINING = 0.8;
    /** With fewer a narrower supernet learns more. */
    private static final int ENOUGH_EPOCHS = 20;

    private static final int MOST_EPOCHS = 300;
    /** A step of a small set should not be half an epoch. */
    private static final int STEPS_PER_EPOCH = 30;

    private static final int SMALLEST_BATCH = 8;

    /**
     * Measures and chooses.
     *
     * @param images to train on
     * @param time for training and evaluation
     */
    public static TimePlan of(
            TorchEngines engines,
            SearchSpace space,
            Recipe recipe,
            Preprocessing preprocessing,
            int images,
            Duration time,
            LongSupplier nanoTime) {
        Recipe chosen = withEnoughSteps(recipe, images);
        Throughput throughput = new Throughput(engines, nanoTime);
        List<TimePlan> plans = new ArrayList<>();
        for (double width : WIDTHS) {
            SearchSpace scaled = space.withWidthMultiplier(width * space.widthMultiplier());
            double seconds = images * throughput.secondsPerImage(scaled, chosen, preprocessing);
            int epochs = (int) (TRAINING * time.toMillis() / 1e3 / seconds);
            plans.add(new TimePlan(scaled, chosen.withEpochs(Math.max(1, Math.min(MOST_EPOCHS, epochs))), seconds));
            if (epochs >= ENOUGH_EPOCHS) {
                break;
            }
        }
        return plans.get(plans.size() - 1);
    }

    /** With batches that are halved until an epoch has enough steps, or until they are small. */
    public static Recipe withEnoughSteps(Recipe recipe, int images) {
        Recipe chosen = recipe;
        while (chosen.batchSize() / 2 >= SMALLEST_BATCH && images / chosen.batchSize() < STEPS_PER_EPOCH) {
            chosen = chosen.withSmallerBatch(chosen.batchSize() / 2);
        }
        return chosen;
    }

    /** What was chosen, and why. */
    public String description() {
        return String.format(
                Locale.ROOT,
                "an epoch takes %.3g s here: chose %d epochs of %s at width %.3g, batches of %d",
                secondsPerEpoch,
                recipe.epochs(),
                space.name(),
                space.widthMultiplier(),
                recipe.batchSize());
    }
}
