package dev.specialize.platform;

/** Which shapes a platform's models may have. */
public enum Shapes {
    /** Every size is known when the model is written. */
    STATIC("static"),
    /** The number of images may be left open. */
    ANY("static or dynamic");

    private final String text;

    Shapes(String text) {
        this.text = text;
    }

    /** The name in files. */
    @Override
    public String toString() {
        return text;
    }
}
