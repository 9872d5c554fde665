package dev.specialize.cli;

import dev.specialize.search.FrontPoint;
import dev.specialize.search.Resource;
import dev.specialize.specialization.Limits;
import java.util.Locale;

/** What a front says to a budget. */
record FrontAnswer(
        String budget,
        String device,
        String architecture,
        double predictedAccuracy,
        double predictedNanos,
        double macs,
        double parameters,
        double modelBytes,
        double activationBytes) {
    static FrontAnswer of(Limits limits, String device, FrontPoint point) {
        return new FrontAnswer(
                limits.toString(),
                device,
                point.architecture().toString(),
                point.predictedAccuracy(),
                point.costs().get(Resource.LATENCY),
                point.costs().get(Resource.MACS),
                point.costs().get(Resource.PARAMETERS),
                point.costs().get(Resource.MODEL_SIZE),
                point.costs().get(Resource.MEMORY));
    }

    /** For a person. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "budget    %s on %s%nsubnet    %s%npredicted %.2f %%, %.3f ms, %.1f million MACs, %.2f million parameters,"
                        + " %.2f MB of model, %.2f MB of activations%n",
                budget,
                device,
                architecture,
                100 * predictedAccuracy,
                predictedNanos / 1e6,
                macs / 1e6,
                parameters / 1e6,
                modelBytes / 1e6,
                activationBytes / 1e6);
    }
}
