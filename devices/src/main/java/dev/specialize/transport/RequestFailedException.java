package dev.specialize.transport;

import java.io.IOException;

/** A runner answered that it could not do what it was asked. */
final class RequestFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String kind;

    /** @param kind of problem in the runner's words, such as {@code model} */
    RequestFailedException(String kind, String message) {
        super(message);
        this.kind = kind;
    }

    String kind() {
        return kind;
    }
}
