package dev.specialize.specialization;

/** The device takes longer than was predicted, for every candidate. */
public final class BudgetMissedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BudgetMissedException(String message) {
        super(message);
    }
}
