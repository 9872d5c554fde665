package dev.specialize.space;

import java.util.List;

/** The checks that the records of this package share; every message starts with the field's name. */
final class Require {
    private Require() {}

    static void that(boolean holds, String field, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " " + rule + ", got " + value);
        }
    }

    static void positive(String field, int value) {
        that(value >= 1, field, "must be at least 1", value);
    }

    static void positive(String field, double value) {
        that(value > 0 && Double.isFinite(value), field, "must be above 0", value);
    }

    static <T extends Comparable<T>> List<T> ascending(String field, List<T> values) {
        boolean ascending = !values.isEmpty();
        for (int i = 1; i < values.size(); i++) {
            ascending &= values.get(i - 1).compareTo(values.get(i)) < 0;
        }
        that(ascending, field, "must be a list of at least one value, ascending, without repetition", values);
        return List.copyOf(values);
    }
}
