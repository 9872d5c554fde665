package dev.specialize.onnx;

/** What ONNX Runtime does not do with a model; the message says what and, in its words, why. */
public final class RuntimeRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuntimeRefusal(String what, Throwable cause) {
        super("ONNX Runtime " + what + ": " + cause.getMessage(), cause);
    }
}
