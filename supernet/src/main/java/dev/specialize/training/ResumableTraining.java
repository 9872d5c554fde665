package dev.specialize.training;

import java.util.function.BooleanSupplier;

/** Trains in a folder, from the beginning or from what lies there. */
public interface ResumableTraining {
    /**
     * Checks that it may be begun or taken up there.
     *
     * @throws dev.specialize.files.InvalidFileException if the folder holds checkpoints of another run; the message says what
     *     differs
     */
    void requireSame();

    /**
     * Trains until the last step, or until told to stop, and leaves checkpoints either way.
     *
     * @param stop asked after every step
     * @throws TrainingDivergedException if the loss is no longer a number or has exploded, and going back did not help
     * @throws dev.specialize.files.InvalidFileException as {@link #requireSame}
     */
    Trainer.Outcome train(TrainingListener listener, BooleanSupplier stop);
}
