package dev.specialize.training;

import ai.djl.engine.EngineException;
import dev.specialize.files.InvalidFileException;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Trains a supernet in a folder, from its start or from the checkpoint that lies there. */
public final class Trainer implements ResumableTraining {
    private static final int MOST_STEPS_BACK = 5;
    private static final double SLOWER = 0.5;

    private final TorchEngines engines;
    private final Start start;
    private final TrainerOptions options;
    private final RunFolder folder;
    private final LongSupplier nanoTime;
    private final TrainingRun run;

    /**
     * Prepares a run.
     *
     * @param folder takes the checkpoints
     * @param nanoTime a clock such as {@link System#nanoTime}; it decides when checkpoints are written, not what is in them
     */
    public Trainer(TorchEngine engine, TrainingJob job, Path folder, TrainerOptions options, LongSupplier nanoTime) {
        this(TorchEngines.of(engine), job, folder, options, nanoTime);
    }

    /** Prepares a run on several engines, each of which takes an equal part of every batch. */
    public Trainer(TorchEngines engines, TrainingJob job, Path folder, TrainerOptions options, LongSupplier nanoTime) {
        this.engines = engines;
        this.options = options;
        this.nanoTime = nanoTime;
        start = job.start();
        run = job.run();
        RunIdentity identity =
                new RunIdentity(job.space(), job.recipe(), job.data().train().fingerprint(), start.description());
        this.folder = new RunFolder(folder, identity, options);
    }

    /** True if a checkpoint lies in the folder, whoever it is from. */
    public static boolean hasCheckpoint(Path folder) {
        return Checkpoint.in(folder);
    }

    @Override
    public void requireSame() {
        folder.requireSame();
    }

    /** Steps of the whole run. */
    public long steps() {
        return run.steps();
    }

    /**
     * What came of a run.
     *
     * @param finished false if it was stopped; it can be taken up again
     * @param seconds spent training, over all sessions
     */
    public record Outcome(boolean finished, long steps, double seconds, Weights weights) {}

    @Override
    public Outcome train(TrainingListener listener, BooleanSupplier stop) {
        settleRate(listener);
        return train(steps(), listener, stop);
    }

    /** A rate that was lowered after an explosion stays lower, unless another recipe says which it is to be. */
    private void settleRate(TrainingListener listener) {
        Optional<Checkpoint.Head> lowered =
                folder.head().filter(head -> head.controls().rate() < 1);
        if (lowered.isEmpty()) {
            return;
        }
        Controls controls = lowered.get().controls();
        if (lowered.get().run().recipe().equals(run.recipe())) {
            listener.noted(String.format(
                    Locale.ROOT,
                    "going on with %.2g of the recipe's learning rate, as after the loss had exploded",
                    controls.rate()));
        } else {
            put(state().withControls(controls.withRate(1)));
            listener.noted("the learning rate is the new recipe's again");
        }
    }

    /** Trains until a step, if that was not done before; it counts as stopped unless it is the last. */
    Outcome train(long until, TrainingListener listener, BooleanSupplier stop) {
        folder.requireRoom(start.weights(), 1);
        Checkpoint state = state();
        if (state.step() > steps()) {
            throw new InvalidFileException(
                    folder.path(),
                    "has done " + state.step() + " steps, and the recipe asks for " + steps()
                            + ". Maybe ask for more epochs");
        }
        try {
            return trained(state, until, listener, stop);
        } catch (EngineException e) {
            throw outOfMemory(e)
                    ? new IllegalArgumentException(
                            "the memory does not hold a step of batchSize "
                                    + run.recipe().batchSize() + " any more ("
                                    + e.getMessage().lines().findFirst().orElse("")
                                    + "). Maybe end what else needs it and go"
                                    + " on with --resume, or lower batchSize in a --recipe of your own",
                            e)
                    : e;
        }
    }

    /** Of libtorch's allocators there is no type of exception; that of the CPU says the last, on some systems the second. */
    static boolean outOfMemory(EngineException e) {
        String message = String.valueOf(e.getMessage());
        return Stream.of("out of memory", "not enough memory", "can't allocate memory")
                .anyMatch(message::contains);
    }

    private Outcome trained(Checkpoint from, long until, TrainingListener listener, BooleanSupplier stop) {
        Checkpoint state = from;
        int stepsBack = 0;
        while (true) {
            try (TrainingSession session = new TrainingSession(engines, run, folder, state, nanoTime)) {
                return session.train(until, listener, stop);
            } catch (TrainingDivergedException e) {
                if (options.onDivergence() == TrainerOptions.OnDivergence.STOP || stepsBack == MOST_STEPS_BACK) {
                    throw e;
                }
                stepsBack++;
                state = steppedBack(e, listener);
            }
        }
    }

    private Checkpoint steppedBack(TrainingDivergedException e, TrainingListener listener) {
        Checkpoint last = state();
        Controls slower = last.controls().withRate(SLOWER * last.controls().rate());
        Checkpoint state = last.withControls(slower);
        folder.save(state);
        listener.noted(String.format(
                Locale.ROOT,
                "%s; back to step %d with %.2g of the recipe's learning rate",
                e.what(),
                state.step(),
                slower.rate()));
        return state;
    }

    /** Where the run stands. */
    Checkpoint state() {
        return folder.checkpoint().orElseGet(this::initial);
    }

    /** Where it began. */
    Checkpoint initial() {
        return Checkpoint.initial(start.weights());
    }

    /** Makes a state the one that the run goes on from. */
    void put(Checkpoint state) {
        folder.save(state);
    }

    /** @throws InvalidFileException if a disk is too full for the checkpoints of so many such runs */
    void requireRoomFor(int runs, Path common) {
        folder.at(common).requireRoom(start.weights(), runs);
    }

    /** Goes on from a state of another run of the recipe, by that run's teacher. */
    void follow(Trainer other, Checkpoint state) {
        folder.takeTeacher(other.folder);
        put(state);
    }
}
