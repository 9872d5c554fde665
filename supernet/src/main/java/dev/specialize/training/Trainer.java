package dev.specialize.training;

import ai.djl.ndarray.NDManager;
import dev.specialize.images.Augmentation;
import dev.specialize.images.BatchStream;
import dev.specialize.images.BatchStream.Batch;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.ElasticNetwork;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Trains a supernet in a folder, from scratch or from the checkpoint that lies there. */
public final class Trainer {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(2);
    private static final double LOSS_MEMORY = 0.99;

    private final TorchEngine engine;
    private final Recipe recipe;
    private final Path folder;
    private final LongSupplier nanoTime;
    private final Checkpoint.Run run;
    private final ImageSource images;
    private final Preprocessing preprocessing;
    private final SandwichStep step;
    private final long steps;

    /**
     * Prepares a run.
     *
     * @param folder takes the checkpoints
     * @param nanoTime a clock such as {@link System#nanoTime}; it decides when checkpoints are written, not what is in them
     */
    public Trainer(
            TorchEngine engine,
            SearchSpace space,
            Dataset data,
            Preprocessing preprocessing,
            Recipe recipe,
            Path folder,
            LongSupplier nanoTime) {
        this.engine = engine;
        this.recipe = recipe;
        this.folder = folder;
        this.nanoTime = nanoTime;
        run = new Checkpoint.Run(space, recipe, data.train().fingerprint());
        images = data.train();
        requireFits(images, space);
        this.preprocessing = preprocessing;
        step = new SandwichStep(engine, space, recipe);
        steps = (long) recipe.epochs() * batches().stepsPerEpoch();
    }

    private static void requireFits(ImageSource images, SearchSpace space) {
        if (images.channels() != space.inputChannels()) {
            throw new IllegalArgumentException(
                    images + " do not fit a space of " + space.inputChannels() + " input channels");
        }
        for (int label : images.labels()) {
            if (label < 0 || label >= space.classes()) {
                throw new IllegalArgumentException("label " + label + " in a space of " + space.classes() + " classes");
            }
        }
    }

    private BatchStream batches() {
        Augmentation augmentation = new Augmentation(recipe.shift(), recipe.mirror());
        return new BatchStream(images, preprocessing, recipe.batchSize(), recipe.seed(), augmentation);
    }

    /** True if a checkpoint lies in the folder, whoever it is from. */
    public static boolean hasCheckpoint(Path folder) {
        return Checkpoint.in(folder);
    }

    /** Steps of the whole run. */
    public long steps() {
        return steps;
    }

    /**
     * What came of a run.
     *
     * @param finished false if it was stopped; it can be taken up again
     * @param seconds spent training, over all sessions
     */
    public record Outcome(boolean finished, long steps, double seconds, Weights weights) {}

    /**
     * Trains until the last step, or until told to stop, and leaves a checkpoint either way.
     *
     * @param stop asked after every step
     * @throws TrainingDivergedException if the loss is no longer a number
     * @throws dev.specialize.files.InvalidFileException if the folder holds a checkpoint of another run
     */
    public Outcome train(Consumer<TrainingProgress> progress, BooleanSupplier stop) {
        Checkpoint start = Checkpoint.read(folder, run);
        try (ElasticNetwork network = new ElasticNetwork(engine, start.weights());
                NesterovDescent descent = new NesterovDescent(engine, recipe, network, start.velocities())) {
            return new Session(network, descent, start).run(progress, stop);
        }
    }

    /** The time between taking up a run and leaving it. */
    private final class Session {
        private final ElasticNetwork network;
        private final NesterovDescent descent;
        private final long firstStep;
        private final double secondsBefore;
        private final BatchStream batches = batches();
        private final long began = nanoTime.getAsLong();

        private long done;
        private double loss = Double.NaN;

        Session(ElasticNetwork network, NesterovDescent descent, Checkpoint start) {
            this.network = network;
            this.descent = descent;
            firstStep = start.step();
            secondsBefore = start.seconds();
            done = firstStep;
        }

        Outcome run(Consumer<TrainingProgress> progress, BooleanSupplier stop) {
            long saved = began;
            ExecutorService filler = Executors.newSingleThreadExecutor(r -> {
                Thread thread = new Thread(r, "batches");
                thread.setDaemon(true);
                return thread;
            });
            try {
                CompletableFuture<Batch> next = CompletableFuture.supplyAsync(this::nextBatch, filler);
                boolean stopped = stop.getAsBoolean();
                while (done < steps && !stopped) {
                    Batch batch = next.join();
                    long following = done + 1;
                    next = CompletableFuture.supplyAsync(() -> batch(following), filler);
                    learn(batch);
                    progress.accept(progress());
                    stopped = stop.getAsBoolean();
                    if (nanoTime.getAsLong() - saved > BETWEEN_CHECKPOINTS.toNanos()) {
                        checkpoint();
                        saved = nanoTime.getAsLong();
                    }
                }
                checkpoint();
            } finally {
                filler.shutdownNow();
            }
            return new Outcome(done == steps, done, seconds(), network.weights());
        }

        private Batch nextBatch() {
            return batch(done);
        }

        private Batch batch(long number) {
            return batches.batch(number, step.resolution(number));
        }

        private void learn(Batch batch) {
            double rate = recipe.rate(done, steps);
            float now;
            try (NDManager pass = engine.memory().newSubManager()) {
                now = step.run(network, batch, done, pass);
            }
            if (!Float.isFinite(now)) {
                throw new TrainingDivergedException(done, rate);
            }
            descent.step(rate);
            loss = Double.isNaN(loss) ? now : LOSS_MEMORY * loss + (1 - LOSS_MEMORY) * now;
            done++;
        }

        private void checkpoint() {
            new Checkpoint(done, seconds(), network.weights(), descent.velocities()).write(folder, run);
        }

        private double seconds() {
            return secondsBefore + (nanoTime.getAsLong() - began) / 1e9;
        }

        private TrainingProgress progress() {
            double secondsPerStep = (nanoTime.getAsLong() - began) / 1e9 / (done - firstStep);
            Duration remaining = Duration.ofSeconds(Math.round(secondsPerStep * (steps - done)));
            int epoch = (int) Math.min(recipe.epochs(), done / batches.stepsPerEpoch() + 1);
            return new TrainingProgress(
                    done, steps, epoch, recipe.epochs(), loss, recipe.batchSize() / secondsPerStep, remaining);
        }
    }
}
