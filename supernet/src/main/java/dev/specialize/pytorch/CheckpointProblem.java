package dev.specialize.pytorch;

/** What is wrong with a checkpoint, as a sentence that continues the name of its file. */
final class CheckpointProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_QUOTED = 100;

    CheckpointProblem(String message) {
        super(message);
    }

    CheckpointProblem(String message, Throwable cause) {
        super(message, cause);
    }

    /** Text from the file, short and without control characters, which could rewrite a terminal. */
    static String quoted(String text) {
        String shown = text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "..." : text;
        return shown.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }
}
