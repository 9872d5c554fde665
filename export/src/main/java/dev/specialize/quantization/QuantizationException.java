package dev.specialize.quantization;

/** A network that cannot be quantised so with these images; the message says what, by how much, and the way out. */
public final class QuantizationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QuantizationException(String message) {
        super(message);
    }
}
