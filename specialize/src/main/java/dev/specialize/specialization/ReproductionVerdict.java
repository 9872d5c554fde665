package dev.specialize.specialization;

import java.util.Locale;

/** What making a model again came to. */
public enum ReproductionVerdict {
    /** The same inputs gave the same bytes. */
    SAME_BYTES,
    /** An input is another one now, so nothing was made. */
    INPUTS_CHANGED,
    /** The same inputs gave other bytes. */
    OUTPUTS_DIFFER;

    /** The name in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
