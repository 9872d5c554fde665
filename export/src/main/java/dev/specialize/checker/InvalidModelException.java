package dev.specialize.checker;

/** A model that breaks a rule of the ONNX format; the message names the node, and says which. */
public final class InvalidModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidModelException(String message) {
        super(message);
    }

    InvalidModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
