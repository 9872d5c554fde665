package dev.specialize.latency;

import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.Samples;
import dev.specialize.regression.EstimatedVariance;
import java.util.List;

/**
 * What a check of a profile found.
 *
 * @param nets that were timed, beside their predictions
 * @param error of the predictions
 * @param drift by which share the networks took longer than predicted, their median
 * @param allowedDrift how much of that is nothing new: what 99 % of the measurements of an unchanged device stay within
 * @param referenceDrift by which share the reference network took longer than when the profile was made
 * @param outside networks that are outside of their own 95 % interval, the drift aside
 */
public record ProfileCheckResult(
        List<MeasuredNet> nets,
        PredictionError error,
        double drift,
        double allowedDrift,
        double referenceDrift,
        int outside) {
    /** Of 99 % in the middle the upper end. */
    private static final double UPPER = 0.995;
    /** More than one in so many outside, and the profile's uncertainty is no longer true: chance 1 in 500 for 12. */
    private static final int MOST_OUTSIDE = 4;

    public ProfileCheckResult {
        nets = List.copyOf(nets);
    }

    /**
     * Compares networks with what was predicted.
     *
     * @param processes that they were timed in
     */
    static ProfileCheckResult of(LatencyModel model, List<TimedNet> timed, int processes, double referenceDrift) {
        EstimatedVariance session = ProcessSpread.between(model.prior(), processes);
        List<MeasuredNet> nets = timed.stream()
                .map(net -> model.comparedLater(net, NetRole.HELD_OUT, session))
                .toList();
        double ratio =
                new Samples(nets.stream().map(net -> 1 + net.relativeExcess()).toList()).medianNanos();
        double noise = model.prior().noise();
        EstimatedVariance usual = session.plus(EstimatedVariance.known(noise * noise / nets.size()));
        long outside = timed.stream()
                .map(net -> new TimedNet(net.architecture(), net.timing().times(1 / ratio)))
                .filter(net -> !model.compared(net, NetRole.HELD_OUT).withinInterval())
                .count();
        return new ProfileCheckResult(
                nets, PredictionError.of(nets), ratio - 1, usual.bound(UPPER), referenceDrift, (int) outside);
    }

    /** Whether the device still is what its profile says. */
    public boolean holds() {
        return Math.abs(drift) <= allowedDrift && outside <= (nets.size() + MOST_OUTSIDE - 1) / MOST_OUTSIDE;
    }
}
