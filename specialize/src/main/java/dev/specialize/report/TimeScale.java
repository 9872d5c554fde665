package dev.specialize.report;

import java.util.Arrays;

/** The unit that a report gives its latencies in: one for all of them, so that they can be compared. */
enum TimeScale {
    SECONDS("s", 1e9),
    MILLISECONDS("ms", 1e6),
    MICROSECONDS("\u00b5s", 1e3),
    NANOSECONDS("ns", 1);

    private final String symbol;
    private final double nanos;

    TimeScale(String symbol, double nanos) {
        this.symbol = symbol;
        this.nanos = nanos;
    }

    /** The largest unit that there is at least one of. */
    static TimeScale of(double nanos) {
        return Arrays.stream(values())
                .filter(scale -> nanos >= scale.nanos)
                .findFirst()
                .orElse(NANOSECONDS);
    }

    String symbol() {
        return symbol;
    }

    /** So many of the unit. */
    double value(double valueNanos) {
        return valueNanos / nanos;
    }

    /** With three digits, such as {@code 237 µs}. */
    String text(double valueNanos) {
        return Digits.three(value(valueNanos)) + "\u00a0" + symbol;
    }
}
