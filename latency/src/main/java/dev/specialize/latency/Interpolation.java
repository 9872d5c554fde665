package dev.specialize.latency;

/** What may be estimated where a published table has no entry. Estimates are marked as such. */
public enum Interpolation {
    /** Nothing: a missing entry is an error. */
    NONE,
    /** Blocks that the table of a resolution lacks. */
    BLOCKS,
    /** Those, and whole resolutions between two that have a table. */
    BLOCKS_AND_RESOLUTIONS
}
