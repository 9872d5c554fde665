package dev.specialize.training;

/** Told what a training does, from the thread that trains. */
public interface TrainingListener {
    /** After every step. */
    void trained(TrainingProgress progress);

    /** Something that a person should know. */
    default void noted(String message) {}
}
