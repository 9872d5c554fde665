package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.regression.EstimatedVariance;
import dev.specialize.space.Architecture;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a profile predicts for networks that somebody timed, beside their times.
 *
 * @param nets in the order of the measured ones; those that the profile was fitted to are called calibration
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
        Set<Architecture> known = profile.nets().stream()
                .filter(net -> net.role() == NetRole.CALIBRATION)
                .map(net -> Architecture.parse(net.architecture()))
                .collect(Collectors.toSet());
        return new LatencyComparison(measured.nets().stream()
                .map(net -> model.comparedLater(
                        net, known.contains(net.architecture()) ? NetRole.CALIBRATION : NetRole.HELD_OUT, ofOneProcess))
                .toList());
    }

    /** How many of them the profile was fitted to: of others it may be wrong by more. */
    public long known() {
        return nets.stream().filter(net -> net.role() == NetRole.CALIBRATION).count();
    }

    public PredictionError error() {
        return PredictionError.of(nets);
    }
}
