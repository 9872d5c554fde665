package dev.specialize.training;

import dev.specialize.images.BatchPipeline;
import dev.specialize.images.BatchStream;
import dev.specialize.images.BatchStream.Batch;
import dev.specialize.supernet.TorchEngines;
import dev.specialize.weights.ChannelOrder;
import dev.specialize.weights.Weights;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The time between taking up a run and leaving it. */
final class TrainingSession implements AutoCloseable {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(2);
    private static final int BATCHES_AHEAD = 3;
    private static final double LOSS_MEMORY = 0.99;
    /** A loss of so many times what guessing comes to will not come back. */
    private static final double EXPLODED = 10;

    private final TorchEngines engines;
    private final TrainingRun run;
    private final Schedule schedule;
    private final RunFolder folder;
    private final LongSupplier nanoTime;
    private final long began;
    private final long firstStep;
    private final double secondsBefore;
    private final Controls controls;
    private final BatchStream batches;
    private final PhaseCosts costs;
    private final Pace pace = new Pace();

    private Learner learner;
    private PhaseGradients gradients;
    private Schedule.Position position;
    private long done;
    private double loss = Double.NaN;
    /** What is to be saved as soon as the next loss has shown that there is something to go on from. */
    private Optional<Checkpoint> unproven = Optional.empty();

    TrainingSession(TorchEngines engines, TrainingRun run, RunFolder folder, Checkpoint state, LongSupplier nanoTime) {
        this.engines = engines;
        this.run = run;
        this.folder = folder;
        this.nanoTime = nanoTime;
        schedule = run.schedule();
        began = nanoTime.getAsLong();
        firstStep = state.step();
        done = firstStep;
        secondsBefore = state.seconds();
        controls = state.controls();
        batches = run.batches();
        costs = new PhaseCosts(run);
        learner = new Learner(engines, run.recipe(), state);
    }

    /**
     * Trains until a step, or until told to stop, and leaves a checkpoint either way.
     *
     * @throws TrainingDivergedException if the loss is no longer a number or has exploded
     */
    Trainer.Outcome train(long until, TrainingListener listener, BooleanSupplier stop) {
        long saved = began;
        try (BatchPipeline ahead =
                new BatchPipeline(batches, firstStep, run.resolutions(), BatchPipeline.usualThreads(), BATCHES_AHEAD)) {
            boolean stopped = stop.getAsBoolean();
            while (done < until && !stopped) {
                Batch batch = ahead.next();
                position = schedule.at(done);
                if (gradients == null || position.isEntry()) {
                    enter(listener);
                }
                learn(batch);
                listener.trained(progress());
                stopped = stop.getAsBoolean();
                if (nanoTime.getAsLong() - saved > BETWEEN_CHECKPOINTS.toNanos()) {
                    unproven = Optional.of(state());
                    saved = nanoTime.getAsLong();
                }
            }
            save(state());
        }
        return new Trainer.Outcome(done == run.steps(), done, seconds(), learner.weights());
    }

    /** Begins a phase, or takes it up in the middle. */
    private void enter(TrainingListener listener) {
        Phase phase = schedule.phase(position);
        if (position.isEntry()) {
            prepare(phase);
            if (run.recipe().phases().size() > 1) {
                listener.noted("phase " + phase.name() + ", " + position.steps() + " steps");
            }
        }
        if (gradients != null) {
            gradients.close();
        }
        gradients = new PhaseGradients(learner, run, phase, controls.applied(phase.teaching()), folder::teacher);
        pace.begin(nanoTime.getAsLong());
    }

    /** Each phase starts with a velocity of zero. */
    private void prepare(Phase phase) {
        Weights weights = learner.weights();
        if (phase.entry() == Entry.SORT_CHANNELS) {
            weights = ChannelOrder.sorted(weights, openBefore().of(run.space()));
        }
        if (schedule.appointsTeacher(position.phase())) {
            save(state()); // what lies before this phase may have had another teacher, and is not gone back to
            folder.appointTeacher(weights);
        }
        Checkpoint restarted = Checkpoint.atRest(done, seconds(), controls, weights);
        learner.close();
        learner = new Learner(engines, run.recipe(), restarted);
    }

    /** Before the first phase nothing narrower than the largest network has been trained. */
    private Opening openBefore() {
        return schedule.before(position.phase()).map(Phase::open).orElse(new Opening(1, 1, 1));
    }

    private void learn(Batch batch) {
        Phase phase = schedule.phase(position);
        double rate = controls.rate() * phase.rate(position.step(), position.steps());
        float now = gradients.run(batch, done);
        double guessing = Math.log(run.space().classes())
                * controls.applied(phase.teaching()).weightOfFirst();
        if (!(now < EXPLODED * guessing)) {
            throw new TrainingDivergedException(now, done, rate);
        }
        unproven.ifPresent(this::save);
        unproven = Optional.empty();
        learner.descend(rate, phase.muon(), controls.decay() * phase.weightDecay());
        loss = Double.isNaN(loss) ? now : LOSS_MEMORY * loss + (1 - LOSS_MEMORY) * now;
        done++;
    }

    /** What is no number must not take the place of a checkpoint that can be gone back to. */
    private void save(Checkpoint state) {
        if (!state.isFinite()) {
            throw new TrainingDivergedException(state.step());
        }
        folder.save(state);
    }

    private Checkpoint state() {
        return new Checkpoint(done, seconds(), controls, learner.weights(), learner.velocities());
    }

    private double seconds() {
        return secondsBefore + (nanoTime.getAsLong() - began) / 1e9;
    }

    private TrainingProgress progress() {
        double secondsPerStep = pace.step(nanoTime.getAsLong());
        Duration remaining = Duration.ofSeconds(Math.round(secondsPerStep * costs.stepsLeft(position)));
        Recipe recipe = run.recipe();
        return new TrainingProgress(
                done,
                run.steps(),
                run.epoch(done),
                recipe.epochs(),
                loss,
                recipe.batchSize() / secondsPerStep,
                remaining);
    }

    @Override
    public void close() {
        if (gradients != null) {
            gradients.close();
        }
        learner.close();
    }
}
