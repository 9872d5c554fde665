package dev.specialize.training;

/** What may differ between a run and the one that takes it up. */
public enum Resumption {
    /** Nothing. */
    UNCHANGED,
    /** The recipe: from here on it is the new one. */
    NEW_RECIPE
}
