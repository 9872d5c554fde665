package dev.specialize.transport;

/** The checks that the records of this package share; every message starts with the field's name. */
final class Require {
    private Require() {}

    static void that(boolean holds, String field, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " " + rule + ", got " + value);
        }
    }
}
