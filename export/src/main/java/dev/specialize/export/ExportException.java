package dev.specialize.export;

/** Weights or metadata that do not make a model of the network; the message names what, and the way out. */
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExportException(String message) {
        super(message);
    }
}
