package dev.specialize.devices;

/** A profile that was made for another search space, runtime or device than it is used with; the message names both. */
public final class ProfileMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProfileMismatchException(String profile, String what, Object made, Object used) {
        super("The profile '" + profile + "' was made for the " + what + " " + made + ", not for " + used
                + ". Maybe make a new one with: specialize profile");
    }
}
