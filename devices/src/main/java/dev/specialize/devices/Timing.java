package dev.specialize.devices;

import java.util.List;

/**
 * What is kept of the samples of one model, in nanoseconds of one run.
 *
 * <p>The one number to use is {@code latencyNanos}: the median over rounds of the fastest sample of each. On a machine
 * shared with others a sample is now and then interrupted, which moves the median of all samples by some percent and the
 * fastest of a visit hardly; and the median over visits does not follow one lucky moment, as the minimum would.
 *
 * @param rounds visits to the model, spread over the whole measurement; 0 if the times were interpolated from others
 * @param samples over all rounds; 0 if interpolated
 * @param minimumNanos of all samples, as are the median and the quartiles
 */
public record Timing(
        int rounds,
        int samples,
        double latencyNanos,
        double minimumNanos,
        double lowerQuartileNanos,
        double medianNanos,
        double upperQuartileNanos) {
    public Timing {
        Require.atLeast(0, "rounds", rounds);
        Require.atLeast(rounds, "samples", samples);
        Require.positive("minimumNanos", minimumNanos);
        Require.that(
                latencyNanos >= minimumNanos && Double.isFinite(latencyNanos),
                "latencyNanos",
                "must be at least minimumNanos " + minimumNanos,
                latencyNanos);
        Require.that(
                minimumNanos <= lowerQuartileNanos
                        && lowerQuartileNanos <= medianNanos
                        && medianNanos <= upperQuartileNanos
                        && Double.isFinite(upperQuartileNanos),
                "minimumNanos, lowerQuartileNanos, medianNanos, upperQuartileNanos",
                "must ascend",
                List.of(minimumNanos, lowerQuartileNanos, medianNanos, upperQuartileNanos));
    }

    /** @param visits the samples of each round, at least one */
    public static Timing of(List<Samples> visits) {
        Samples all = visits.stream()
                .reduce(Samples::then)
                .orElseThrow(() -> new IllegalArgumentException("visits must not be empty"));
        Samples fastest = new Samples(visits.stream().map(Samples::fastestNanos).toList());
        return new Timing(
                visits.size(),
                all.nanos().size(),
                fastest.medianNanos(),
                all.fastestNanos(),
                all.quantileNanos(0.25),
                all.medianNanos(),
                all.quantileNanos(0.75));
    }

    /** The timing between this and another, by linear interpolation; it was not measured. */
    public Timing towards(Timing other, double fraction) {
        return new Timing(
                0,
                0,
                between(latencyNanos, other.latencyNanos, fraction),
                between(minimumNanos, other.minimumNanos, fraction),
                between(lowerQuartileNanos, other.lowerQuartileNanos, fraction),
                between(medianNanos, other.medianNanos, fraction),
                between(upperQuartileNanos, other.upperQuartileNanos, fraction));
    }

    private static double between(double from, double to, double fraction) {
        return from + fraction * (to - from);
    }
}
