package dev.specialize.latency;

import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.Samples;
import java.util.List;

/**
 * What a check of a profile found.
 *
 * @param nets that were timed, beside their predictions
 * @param error of the predictions
 * @param drift by which share the networks took longer than predicted, their median
 * @param allowedDrift how much of that is nothing new: what 99 % of the measurements of an unchanged device stay within
 * @param referenceDrift by which share the reference network took longer than when the profile was made
 */
public record ProfileCheckResult(
        List<MeasuredNet> nets, PredictionError error, double drift, double allowedDrift, double referenceDrift) {
    private static final double NORMAL_99 = 2.576;
    /** Fewer of the networks within their 95 % interval, and the profile's uncertainty is no longer true. */
    private static final double LEAST_WITHIN_PERCENT = 80;

    public ProfileCheckResult {
        nets = List.copyOf(nets);
    }

    static ProfileCheckResult of(
            List<MeasuredNet> nets, LatencyPrior prior, List<Double> formerReference, List<Double> reference) {
        double drift =
                new Samples(nets.stream().map(net -> 1 + net.relativeExcess()).toList()).medianNanos() - 1;
        double session = SessionSpread.ofMeasurement(prior.session());
        double variance = session * session + prior.noise() * prior.noise() / nets.size();
        double referenceDrift = formerReference.isEmpty()
                ? 0
                : new Samples(reference).medianNanos() / new Samples(formerReference).medianNanos() - 1;
        return new ProfileCheckResult(
                nets, PredictionError.of(nets), drift, NORMAL_99 * Math.sqrt(variance), referenceDrift);
    }

    /** Whether the device still is what its profile says. */
    public boolean holds() {
        return Math.abs(drift) <= allowedDrift && error.withinIntervalPercent() >= LEAST_WITHIN_PERCENT;
    }
}
