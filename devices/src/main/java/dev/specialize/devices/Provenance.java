package dev.specialize.devices;

import java.util.Locale;

/** Where the numbers of a profile come from. */
public enum Provenance {
    /** Timed on the device. */
    MEASURED,
    /** Taken over from a published table. */
    IMPORTED,
    /** Computed from a description of the device. */
    MODELLED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
