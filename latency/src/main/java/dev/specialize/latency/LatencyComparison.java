package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.regression.EstimatedVariance;
import java.util.List;

/**
 * What a profile predicts for networks that somebody timed, beside their times.
 *
 * @param nets in the order of the measured ones
 */
public record LatencyComparison(List<MeasuredNet> nets) {
    public LatencyComparison {
        nets = List.copyOf(nets);
    }

    /**
     * Compares them.
     *
     * @throws ProfileMismatchException if the profile is of another space or batch
     * @throws MissingBlocksException if it does not cover the resolution of a network
     */
    public static LatencyComparison of(DeviceProfile profile, MeasuredNetworks measured) {
        LatencyModel model = LatencyModel.of(profile, measured.space());
        profile.requireBatch(measured.batch());
        measured.requireResolutions(profile.name(), model.resolutions());
        EstimatedVariance ofOneProcess = ProcessSpread.between(profile.prior(), 1); // perhaps of more: nobody told
        return new LatencyComparison(measured.nets().stream()
                .map(net -> model.comparedLater(net, NetRole.HELD_OUT, ofOneProcess))
                .toList());
    }

    public PredictionError error() {
        return PredictionError.of(nets);
    }
}
