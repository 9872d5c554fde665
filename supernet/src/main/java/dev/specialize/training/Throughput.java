package dev.specialize.training;

import dev.specialize.images.BatchStream;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.InitialWeights;
import dev.specialize.weights.Weights;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** How long the steps of a recipe take on this machine: some are made, on noise and random weights, and timed. */
final class Throughput {
    private static final int UNTIMED_STEPS = 2;
    private static final int TIMED_STEPS = 5;

    private final TorchEngines engines;
    private final LongSupplier nanoTime;

    Throughput(TorchEngines engines, LongSupplier nanoTime) {
        this.engines = engines;
        this.nanoTime = nanoTime;
    }

    /** Seconds that an image of a training batch takes, on average over phases and resolutions. */
    double secondsPerImage(SearchSpace space, Recipe recipe, Preprocessing preprocessing) {
        ImageSet noise = preprocessing.noise(recipe.batchSize(), space.maxResolution(), recipe.seed());
        TrainingRun run = new TrainingRun(space, recipe, noise, preprocessing);
        Weights weights = InitialWeights.of(space, recipe.seed());
        double seconds = 0;
        try (Learner learner = new Learner(engines, recipe, Checkpoint.initial(weights))) {
            for (Phase phase : recipe.phases()) {
                try (PhaseGradients step = new PhaseGradients(learner, run, phase, phase.teaching(), () -> weights)) {
                    seconds += phase.share() * secondsPerStep(run, phase, learner, step);
                }
            }
        }
        return seconds / recipe.batchSize();
    }

    /** The median: other work on the machine comes and goes. */
    private double secondsPerStep(TrainingRun run, Phase phase, Learner learner, PhaseGradients step) {
        BatchStream batches = run.batches();
        double[] seconds = new double[TIMED_STEPS];
        for (int i = -UNTIMED_STEPS; i < TIMED_STEPS; i++) {
            long number = (long) i + UNTIMED_STEPS;
            BatchStream.Batch batch = batches.batch(number, run.resolution(phase, number));
            long began = nanoTime.getAsLong();
            step.run(batch, number);
            learner.descend(Double.MIN_VALUE, 0);
            if (i >= 0) {
                seconds[i] = (nanoTime.getAsLong() - began) / 1e9;
            }
        }
        Arrays.sort(seconds);
        return seconds[TIMED_STEPS / 2];
    }
}
