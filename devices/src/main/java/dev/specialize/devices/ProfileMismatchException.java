package dev.specialize.devices;

/**
 * A profile that was made for another search space, runtime, device or quantile than it is used with; the message names
 * both.
 */
public final class ProfileMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A profile that no measurement of ours is behind. */
    ProfileMismatchException(String profile, Provenance provenance, String what, Object used) {
        super("The profile '" + profile + "' is " + provenance + ", so nothing shows that its " + what + " is " + used
                + ". Maybe use it without the device, or make a new one with: specialize profile");
    }

    ProfileMismatchException(String profile, String what, Object made, Object used) {
        super("The profile '" + profile + "' was made for the " + what + " " + made + ", not for " + used
                + ". Maybe make a new one with: specialize profile");
    }

    /** A profile that knows medians or means of runs only. */
    ProfileMismatchException(String profile, Provenance provenance, LatencyQuantile used) {
        super("The profile '" + profile + "' is " + provenance + " and tells usual runs only, nothing of their " + used
                + ". Maybe use --quantile " + LatencyQuantile.P50
                + ", or measure the device with: specialize profile");
    }
}
