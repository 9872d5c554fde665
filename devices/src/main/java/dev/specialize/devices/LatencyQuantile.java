package dev.specialize.devices;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which of a model's runs a latency is of. */
public enum LatencyQuantile {
    /** As many runs are slower as are faster. */
    P50,
    /** One run in twenty is slower. */
    P95;

    /** @throws IllegalArgumentException if the text is none of them */
    public static LatencyQuantile parse(String text) {
        return Arrays.stream(values())
                .filter(quantile -> quantile.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("quantile must be one of "
                        + Arrays.stream(values()).map(LatencyQuantile::toString).collect(Collectors.joining(", "))
                        + ", got '" + text + "'"));
    }

    double nanos(Spread spread) {
        return this == P50 ? spread.medianNanos() : spread.percentile95Nanos();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
