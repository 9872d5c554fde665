package dev.specialize.space;

import java.util.Locale;

/** What follows a convolution's activation. */
public enum Sequel {
    NONE,
    /** The convolution's input is added. */
    ADD_INPUT,
    /** Maximum over 3 x 3 with stride 2 and padding 1. */
    MAX_POOL;

    /** The name in block keys, such as {@code max-pool}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
