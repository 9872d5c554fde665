package dev.specialize.search;

/**
 * The most trained values that a subnet may have.
 *
 * @param parameters at least 1
 */
public record ParameterBudget(long parameters) {
    private static final String WHAT = "Parameter budget";

    public ParameterBudget {
        if (parameters < 1) {
            throw new InvalidBudgetException(WHAT + " of " + parameters + " is below 1.");
        }
    }

    /**
     * Reads a number, then nothing or K, M or G for thousands, millions and billions: {@code 1.2M}.
     *
     * @throws InvalidBudgetException if the text is not that
     */
    public static ParameterBudget parse(String text) {
        return new ParameterBudget(CountText.parse(WHAT, text, "1.2M"));
    }

    @Override
    public String toString() {
        return Resource.PARAMETERS.exactly((double) parameters);
    }
}
