package dev.specialize.platform;

/** The order of an activation's axes. */
public enum Layout {
    /** Images, channels, height, width. */
    NCHW
}
