package dev.specialize.latency;

/** A table whose stem and head are of no built-in space; the message says what they are. */
public final class UnknownTableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownTableException(String file, String ends, String spaces) {
        super(file + ": its stem and head are of none of the spaces " + spaces + " at any width: " + ends
                + ". Maybe an entry is missing, or the table is of another space");
    }
}
