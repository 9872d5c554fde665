package dev.specialize.export;

/**
 * A model that nobody shall ship: it does not compute what its network does, or is none that its platform takes. The message
 * says by how much, or what is in the way, and the way out.
 */
public final class VerificationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VerificationException(String message) {
        super(message);
    }

    public VerificationException(String message, Throwable cause) {
        super(message, cause);
    }
}
