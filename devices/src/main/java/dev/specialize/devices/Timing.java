package dev.specialize.devices;

import java.util.List;
import java.util.Optional;

/**
 * What is kept of the samples of one model, in nanoseconds of one run.
 *
 * <p>The one number to use is {@code latencyNanos}: of measured models the median over rounds of the fastest sample of
 * each. On a machine shared with others a sample is now and then interrupted, which moves the median of all samples by
 * some percent and the fastest of a visit hardly; and the median over visits does not follow one lucky moment, as the
 * minimum would. Of models in published tables it is what the table gives, a mean.
 *
 * @param rounds visits to the model, spread over the whole measurement; 0 if the time was estimated from others
 * @param samples over all rounds; 0 if estimated
 * @param spread of all samples; empty where it is not known, as of published and estimated times
 */
public record Timing(int rounds, int samples, double latencyNanos, Optional<Spread> spread) {
    /** A ten-thousandth of a clock cycle. */
    private static final double LEAST_NANOS = 1e-5;

    /** Some days. */
    private static final double MOST_NANOS = 1e15;

    public Timing {
        Require.atLeast(0, "rounds", rounds);
        Require.atLeast(rounds, "samples", samples);
        Require.that(
                latencyNanos >= LEAST_NANOS && latencyNanos <= MOST_NANOS,
                "latencyNanos",
                "must be " + LEAST_NANOS + " to " + MOST_NANOS,
                latencyNanos);
        spread.ifPresent(s -> Require.that(
                latencyNanos >= s.minimumNanos(),
                "latencyNanos",
                "must be at least minimumNanos " + s.minimumNanos(),
                latencyNanos));
    }

    /** @param visits the samples of each round, at least one */
    public static Timing of(List<Samples> visits) {
        Samples all = visits.stream()
                .reduce(Samples::then)
                .orElseThrow(() -> new IllegalArgumentException("visits must not be empty"));
        Samples fastest = new Samples(visits.stream().map(Samples::fastestNanos).toList());
        return new Timing(visits.size(), all.nanos().size(), fastest.medianNanos(), Optional.of(Spread.of(all)));
    }

    /**
     * A time that somebody else measured and published.
     *
     * @param samples that it is the mean of, at least one
     */
    public static Timing published(int samples, double meanNanos) {
        return new Timing(1, samples, meanNanos, Optional.empty());
    }

    /** The time of such runs; of a time without samples the time itself. */
    public double nanos(LatencyQuantile quantile) {
        return spread.map(quantile::nanos).orElse(latencyNanos);
    }

    /** What it would be on a device that is slower by a factor. */
    public Timing times(double factor) {
        return new Timing(rounds, samples, factor * latencyNanos, spread.map(s -> s.times(factor)));
    }

    /** A time that nobody measured. */
    public static Timing estimated(double nanos) {
        return new Timing(0, 0, nanos, Optional.empty());
    }

    /** The timing between this and another, by linear interpolation; it was not measured. */
    public Timing towards(Timing other, double fraction) {
        return estimated(latencyNanos + fraction * (other.latencyNanos - latencyNanos));
    }

    /** True of a time that was computed from others instead of measured. */
    public boolean estimated() {
        return rounds == 0;
    }
}
