package dev.specialize.platform;

/** A model that a platform does not take and that cannot be made into one that it takes; the message names the node. */
public final class NonconformingModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NonconformingModelException(String message) {
        super(message);
    }
}
