package dev.specialize.latency;

/** The device was too busy for its times to mean anything; the message says how far they varied and what helps. */
public final class UnstableMeasurementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnstableMeasurementException(String message) {
        super(message);
    }
}
