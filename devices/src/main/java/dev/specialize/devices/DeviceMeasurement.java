package dev.specialize.devices;

import java.time.Instant;
import java.util.List;

/**
 * What a profiler did on a device: on which, with what, when and how.
 *
 * @param device the machine that was measured
 * @param sampling of each visit to a model
 * @param before what the device was doing before the first visit
 * @param after what it was doing after the last
 * @param referenceNanos the latency of one and the same network, from the first to the last moment of the measurement
 */
public record DeviceMeasurement(
        DeviceIdentity device,
        RuntimeSettings runtime,
        Instant measuredAt,
        Sampling sampling,
        DeviceState before,
        DeviceState after,
        List<Double> referenceNanos) {
    public DeviceMeasurement {
        referenceNanos = List.copyOf(referenceNanos);
        referenceNanos.forEach(n -> Require.positive("referenceNanos", n));
    }
}
