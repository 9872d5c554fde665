package dev.specialize.transport;

import java.io.IOException;

/** A runner answered with something that is no answer to the request. */
final class MalformedAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
        super(message);
    }
}
