package dev.specialize.specialization;

/** More is taken than was predicted: by the device, for every candidate, or by the file. */
public final class BudgetMissedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BudgetMissedException(String message) {
        super(message);
    }
}
