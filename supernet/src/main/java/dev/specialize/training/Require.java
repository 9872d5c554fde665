package dev.specialize.training;

/** Checks of what a recipe's file says; a message names the field and its value. */
final class Require {
    private Require() {}

    static void that(boolean holds, String field, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " " + rule + ", got " + value);
        }
    }

    static void share(String field, double value) {
        that(value >= 0 && value < 1, field, "must be in 0..1", value);
    }
}
