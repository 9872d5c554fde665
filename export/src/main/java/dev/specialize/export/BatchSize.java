package dev.specialize.export;

/** How many images a model takes at once. */
public enum BatchSize {
    /** Always one, which lets runtimes plan ahead. */
    ONE,
    /** Whatever the caller gives. */
    DYNAMIC
}
