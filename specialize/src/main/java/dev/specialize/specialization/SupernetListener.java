package dev.specialize.specialization;

import dev.specialize.training.TrainingListener;

/** Hears how far the making of a supernet is. */
public interface SupernetListener extends TrainingListener {
    /**
     * After each subnet that was evaluated.
     *
     * @param split whose images it was evaluated on
     */
    void evaluated(String split, int done, int total);

    /** Something that a person should know, in a sentence. */
    @Override
    void noted(String message);
}
