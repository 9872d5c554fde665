package dev.specialize.files;

import java.nio.file.Path;

/** A file that is missing, truncated or not what its format says; the message names file, place and way out. */
public final class InvalidFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidFileException(Path file, String problem) {
        super(file + ": " + problem);
    }

    public InvalidFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
