package dev.specialize.devices;

import java.util.List;

/** How far the samples of one model lie apart, in nanoseconds of one run. */
public record Spread(
        double minimumNanos,
        double lowerQuartileNanos,
        double medianNanos,
        double upperQuartileNanos,
        double percentile95Nanos) {
    public Spread {
        Require.positive("minimumNanos", minimumNanos);
        Require.that(
                minimumNanos <= lowerQuartileNanos
                        && lowerQuartileNanos <= medianNanos
                        && medianNanos <= upperQuartileNanos
                        && upperQuartileNanos <= percentile95Nanos
                        && Double.isFinite(percentile95Nanos),
                "minimumNanos, lowerQuartileNanos, medianNanos, upperQuartileNanos, percentile95Nanos",
                "must ascend",
                List.of(minimumNanos, lowerQuartileNanos, medianNanos, upperQuartileNanos, percentile95Nanos));
    }

    static Spread of(Samples samples) {
        return new Spread(
                samples.fastestNanos(),
                samples.quantileNanos(0.25),
                samples.medianNanos(),
                samples.quantileNanos(0.75),
                samples.quantileNanos(0.95));
    }

    Spread times(double factor) {
        return new Spread(
                factor * minimumNanos,
                factor * lowerQuartileNanos,
                factor * medianNanos,
                factor * upperQuartileNanos,
                factor * percentile95Nanos);
    }
}
