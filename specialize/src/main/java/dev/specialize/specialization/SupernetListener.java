package dev.specialize.specialization;

import dev.specialize.training.TrainingProgress;

/** Hears how far the making of a supernet is. */
public interface SupernetListener {
    /** After each training step. */
    void trained(TrainingProgress progress);

    /** After each subnet that was evaluated. */
    void evaluated(int done, int total);

    /** Something that a person should know, in a sentence. */
    void noted(String message);
}
