package dev.specialize.search;

/**
 * The most multiply-accumulates that one inference may take.
 *
 * @param macs at least 1
 */
public record MacBudget(long macs) {
    private static final String WHAT = "MAC budget";

    public MacBudget {
        if (macs < 1) {
            throw new InvalidBudgetException(WHAT + " of " + macs + " is below 1.");
        }
    }

    /**
     * Reads a number, then nothing or K, M or G for thousands, millions and billions: {@code 20M}.
     *
     * @throws InvalidBudgetException if the text is not that
     */
    public static MacBudget parse(String text) {
        return new MacBudget(CountText.parse(WHAT, text, "20M"));
    }

    @Override
    public String toString() {
        return Resource.MACS.exactly((double) macs);
    }
}
