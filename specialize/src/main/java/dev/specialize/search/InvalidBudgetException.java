package dev.specialize.search;

/** Text that is not a budget; the message quotes it and says what would be one. */
public final class InvalidBudgetException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidBudgetException(String message) {
        super(message);
    }
}
