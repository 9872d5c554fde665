package dev.specialize.training;

import dev.specialize.images.BatchStream;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.InitialWeights;
import dev.specialize.weights.Weights;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** How long the steps of a recipe take on this machine: some are made, on noise and random weights, and timed. */
final class Throughput {
    private static final int UNTIMED_STEPS = 2;
    /** At each resolution. */
    private static final int TIMED_STEPS = 3;

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
                    seconds += phase.share() * new Timing(run, phase, learner, step).secondsPerStep();
                }
            }
        }
        return seconds / recipe.batchSize();
    }

    /** Of one phase. */
    private final class Timing {
        private final BatchStream batches;
        private final ResolutionMean resolutions;
        private final DrawnSubnets subnets;
        private final Learner learner;
        private final PhaseGradients gradients;
        private final double muon;

        Timing(TrainingRun run, Phase phase, Learner learner, PhaseGradients gradients) {
            batches = run.batches();
            resolutions = ResolutionMean.of(run.space());
            subnets = new DrawnSubnets(run, phase);
            this.learner = learner;
            this.gradients = gradients;
            muon = phase.muon();
        }

        /** Each resolution counts equally, whichever the first steps draw. */
        double secondsPerStep() {
            for (int step = 0; step < UNTIMED_STEPS; step++) {
                seconds(step);
            }
            return resolutions.mean(this::secondsAt);
        }

        /** The median: other work on the machine comes and goes. */
        private double secondsAt(int resolution) {
            double[] seconds = LongStream.iterate(UNTIMED_STEPS, step -> step + 1)
                    .filter(step -> subnets.drawnResolution(step) == resolution)
                    .limit(TIMED_STEPS)
                    .mapToDouble(this::seconds)
                    .sorted()
                    .toArray();
            return seconds[TIMED_STEPS / 2];
        }

        private double seconds(long step) {
            BatchStream.Batch batch = batches.batch(step, subnets.resolutions(step));
            long began = nanoTime.getAsLong();
            gradients.run(batch, step);
            learner.descend(Double.MIN_VALUE, muon, 0);
            return (nanoTime.getAsLong() - began) / 1e9;
        }
    }
}
