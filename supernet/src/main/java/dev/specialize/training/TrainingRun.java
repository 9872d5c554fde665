package dev.specialize.training;

import dev.specialize.images.BatchStream;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.images.Seeds;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.SplittableRandom;

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

    /** Of a step's images: all its subnets see the same. Steps beyond the last are as the last phase's. */
    int resolution(long step) {
        Schedule schedule = schedule();
        return resolution(schedule.phase(schedule.at(Math.min(step, steps() - 1))), step);
    }

    /** Of the images of a step of a phase: those that its only subnet is for, or any of the space's. */
    int resolution(Phase phase, long step) {
        return phase.given().map(Architecture::resolution).orElseGet(() -> drawn(step));
    }

    private int drawn(long step) {
        SplittableRandom random = new SplittableRandom(Seeds.mix(recipe.seed() + 1, step));
        return space.resolutions().get(random.nextInt(space.resolutions().size()));
    }

    /** The pass over the images that a step belongs to, from 1. */
    int epoch(long step) {
        return (int) Math.min(recipe.epochs(), step / (images.count() / recipe.batchSize()) + 1);
    }
}
