package dev.specialize.fleet;

import java.util.Locale;

/** What became of an entry. */
public enum State {
    DELIVERED,
    /** Its model was there already, made from the same. */
    UP_TO_DATE,
    /** Nothing meets its budget, none of the chosen models does, or its device is not known. */
    NO_MODEL,
    /** Its device was lost, or measures differently from time to time. */
    DEVICE_FAILED,
    /** The exported model differs from its subnet, or the device does not keep the budget. */
    VERIFICATION_FAILED,
    /** Not its turn before the run was interrupted. */
    INTERRUPTED;

    /** The name in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
