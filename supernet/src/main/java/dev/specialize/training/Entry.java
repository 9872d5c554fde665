package dev.specialize.training;

import java.util.Locale;

/** What happens to the weights when a phase begins. */
public enum Entry {
    AS_IS,
    /** Middle channels are put in the order of their importance, so that prefixes are the best of them. */
    SORT_CHANNELS;

    /** The name in files, such as {@code sort-channels}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
