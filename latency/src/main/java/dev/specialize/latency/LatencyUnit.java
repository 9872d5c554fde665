package dev.specialize.latency;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The unit of the numbers in a published table, which does not tell it. */
public enum LatencyUnit {
    MICROSECONDS("us", 1e3),
    MILLISECONDS("ms", 1e6),
    SECONDS("s", 1e9);

    private final String symbol;
    private final double nanos;

    LatencyUnit(String symbol, double nanos) {
        this.symbol = symbol;
        this.nanos = nanos;
    }

    /** @throws IllegalArgumentException if it is not one of the symbols; the message lists them */
    public static LatencyUnit parse(String symbol) {
        return Arrays.stream(values())
                .filter(unit -> unit.symbol.equals(symbol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unit must be one of "
                        + Arrays.stream(values()).map(LatencyUnit::toString).collect(Collectors.joining(", "))
                        + ", got '" + symbol + "'"));
    }

    double toNanos(double value) {
        return value * nanos;
    }

    /** The symbol, such as {@code ms}. */
    @Override
    public String toString() {
        return symbol;
    }
}
