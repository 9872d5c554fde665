package dev.specialize.modelled;

/** The checks that the records of this package share; every message starts with the field's name. */
final class Require {
    private Require() {}

    static void that(boolean holds, String field, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " " + rule + ", got " + value);
        }
    }

    static void text(String field, String value) {
        that(!value.isBlank(), field, "must not be blank", "'" + value + "'");
    }

    static void positive(String field, double value) {
        that(value > 0 && Double.isFinite(value), field, "must be above 0", value);
    }

    static void notNegative(String field, double value) {
        that(value >= 0 && Double.isFinite(value), field, "must be 0 or above", value);
    }
}
