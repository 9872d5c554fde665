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
        LongFunction<Integer> phase = phases();
        return new BatchStream(
                images,
                preprocessing,
                recipe.batchSize(),
                recipe.seed(),
                step -> recipe.augmentation(recipe.phases().get(phase.apply(step))));
    }

    /** Steps of the whole run. */
    long steps() {
        return (long) recipe.epochs() * (images.count() / recipe.batchSize());
    }

    Schedule schedule() {
        return new Schedule(recipe, steps());
    }

    /** The phase of a step, by its index. Steps beyond the last are as the last phase's. */
    private LongFunction<Integer> phases() {
        Schedule schedule = schedule();
        long last = steps() - 1;
        return step -> schedule.at(Math.min(step, last)).phase();
    }

    /** What the images of a step have to be there at. */
    LongFunction<List<Integer>> resolutions() {
        LongFunction<Integer> phase = phases();
        List<DrawnSubnets> drawn = recipe.phases().stream()
                .map(each -> new DrawnSubnets(this, each))
                .toList();
        return step -> drawn.get(phase.apply(step)).resolutions(step);
    }

    /** The pass over the images that a step belongs to, from 1. */
    int epoch(long step) {
        return (int) Math.min(recipe.epochs(), step / (images.count() / recipe.batchSize()) + 1);
    }
}
