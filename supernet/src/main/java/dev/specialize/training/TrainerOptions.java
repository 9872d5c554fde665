package dev.specialize.training;

import java.util.Locale;

/**
 * How a run is kept, which decides nothing about its weights unless it goes wrong.
 *
 * @param keptCheckpoints how many, the newest
 * @param onDivergence what to do when the loss is no longer a number, or explodes
 * @param resumption what may differ from the run that is taken up
 */
public record TrainerOptions(int keptCheckpoints, OnDivergence onDivergence, Resumption resumption) {
    public static final TrainerOptions USUAL = new TrainerOptions(1, OnDivergence.STEP_BACK, Resumption.UNCHANGED);

    /** What to do about a loss that explodes. */
    public enum OnDivergence {
        STOP,
        /** Take up the last checkpoint with half the learning rate. */
        STEP_BACK;

        /** The name on the command line, such as {@code step-back}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public TrainerOptions {
        Require.that(keptCheckpoints >= 1, "keptCheckpoints", "must be at least 1", keptCheckpoints);
    }

    public TrainerOptions withOnDivergence(OnDivergence newOnDivergence) {
        return new TrainerOptions(keptCheckpoints, newOnDivergence, resumption);
    }

    public TrainerOptions withResumption(Resumption newResumption) {
        return new TrainerOptions(keptCheckpoints, onDivergence, newResumption);
    }
}
