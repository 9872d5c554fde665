package dev.specialize.training;

import dev.specialize.images.BatchStream;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.function.LongFunction;

/** What a run is to do, from its first step to its last. */
record TrainingRun(SearchSpace space, Recipe recipe, ImageSource images, Preprocessing preprocessing) {
    BatchStream batches() {
        return new BatchStream(images, preprocessing, recipe.batchSize(), recipe.seed(), recipe.augmentation());
    }

    /** Steps of the whole run. */
    long steps() {
        return (long) recipe.epochs() * (images.count() / recipe.batchSize());
    }

    Schedule schedule() {
        return new Schedule(recipe, steps());
    }

    /** What the images of a step have to be there at. Steps beyond the last are as the last phase's. */
    LongFunction<List<Integer>> resolutions() {
        Schedule schedule = schedule();
        long last = steps() - 1;
        List<DrawnSubnets> drawn = recipe.phases().stream()
                .map(phase -> new DrawnSubnets(this, phase))
                .toList();
        return step -> drawn.get(schedule.at(Math.min(step, last)).phase()).resolutions(step);
    }

    /** The pass over the images that a step belongs to, from 1. */
    int epoch(long step) {
        return (int) Math.min(recipe.epochs(), step / (images.count() / recipe.batchSize()) + 1);
    }
}
