package dev.specialize.supernet;

/** The engine computes something else on this machine than it should: what it trained or exported could not be trusted. */
public final class WrongArithmeticException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongArithmeticException(String message) {
        super(message);
    }
}
