package dev.specialize.search;

/**
 * The most bytes of activations that may be alive at once in one inference.
 *
 * @param bytes at least 1
 */
public record MemoryBudget(long bytes) {
    private static final String WHAT = "Memory budget";

    public MemoryBudget {
        if (bytes < 1) {
            throw new InvalidBudgetException(WHAT + " of " + bytes + " bytes is below 1.");
        }
    }

    /**
     * Reads a number and a unit, B, KB, MB and GB for powers of 1000 or KiB, MiB and GiB for powers of 1024: {@code 2MB}.
     *
     * @throws InvalidBudgetException if the text is not that
     */
    public static MemoryBudget parse(String text) {
        return new MemoryBudget(ByteText.parse(WHAT, text, "2MB"));
    }

    @Override
    public String toString() {
        return Resource.MEMORY.exactly((double) bytes);
    }
}
