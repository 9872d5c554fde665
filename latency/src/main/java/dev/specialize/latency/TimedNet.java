package dev.specialize.latency;

import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.Timing;
import dev.specialize.space.Architecture;

/** A whole network that was timed on a device. */
public record TimedNet(Architecture architecture, Timing timing) {
    static TimedNet of(MeasuredNet net) {
        return new TimedNet(Architecture.parse(net.architecture()), net.timing());
    }
}
