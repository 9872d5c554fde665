package dev.specialize.devices;

import java.util.List;

/** How far the samples of one model lie apart, in nanoseconds of one run. */
public record Spread(double minimumNanos, double lowerQuartileNanos, double medianNanos, double upperQuartileNanos) {
    public Spread {
        Require.positive("minimumNanos", minimumNanos);
        Require.that(
                minimumNanos <= lowerQuartileNanos
                        && lowerQuartileNanos <= medianNanos
                        && medianNanos <= upperQuartileNanos
                        && Double.isFinite(upperQuartileNanos),
                "minimumNanos, lowerQuartileNanos, medianNanos, upperQuartileNanos",
                "must ascend",
                List.of(minimumNanos, lowerQuartileNanos, medianNanos, upperQuartileNanos));
    }

    static Spread of(Samples samples) {
        return new Spread(
                samples.fastestNanos(),
                samples.quantileNanos(0.25),
                samples.medianNanos(),
                samples.quantileNanos(0.75));
    }
}
