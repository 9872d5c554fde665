package dev.specialize.platform;

import java.util.List;

/** A name that no platform has. */
public final class UnknownPlatformException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownPlatformException(String name, List<String> known) {
        super("No platform is named '" + name + "'. Maybe one of " + String.join(", ", known) + ".");
    }
}
