package dev.specialize.devices;

import java.time.Instant;
import java.util.List;

/**
 * What a profiler did on a device: on which, with what, when and how; and how well it then predicted whole networks.
 *
 * @param device the machine that was measured
 * @param sampling of each visit to a model
 * @param referenceNanos the latency of one and the same network, from the first to the last moment of the measurement
 * @param calibrationNets what the profile's scales were fitted to
 * @param heldOutNets what they were not fitted to
 * @param heldOutError of the predictions for the held-out networks
 */
public record DeviceMeasurement(
        DeviceIdentity device,
        RuntimeSettings runtime,
        Instant measuredAt,
        Sampling sampling,
        List<Double> referenceNanos,
        List<MeasuredNet> calibrationNets,
        List<MeasuredNet> heldOutNets,
        PredictionError heldOutError) {
    public DeviceMeasurement {
        referenceNanos = List.copyOf(referenceNanos);
        referenceNanos.forEach(n -> Require.positive("referenceNanos", n));
        calibrationNets = List.copyOf(calibrationNets);
        heldOutNets = List.copyOf(heldOutNets);
    }
}
