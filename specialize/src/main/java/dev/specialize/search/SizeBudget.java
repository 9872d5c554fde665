package dev.specialize.search;

/**
 * The most bytes that the file of a model may have.
 *
 * @param bytes at least 1
 */
public record SizeBudget(long bytes) {
    private static final String WHAT = "Size budget";

    public SizeBudget {
        if (bytes < 1) {
            throw new InvalidBudgetException(WHAT + " of " + bytes + " bytes is below 1.");
        }
    }

    /**
     * Reads a number and a unit, B, KB, MB and GB for powers of 1000 or KiB, MiB and GiB for powers of 1024: {@code 5MB}.
     *
     * @throws InvalidBudgetException if the text is not that
     */
    public static SizeBudget parse(String text) {
        return new SizeBudget(ByteText.parse(WHAT, text, "5MB"));
    }

    @Override
    public String toString() {
        return Resource.MODEL_SIZE.exactly((double) bytes);
    }
}
