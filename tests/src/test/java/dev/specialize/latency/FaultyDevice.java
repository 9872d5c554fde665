package dev.specialize.latency;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.DeviceState;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Another device with faults put in: the i-th visit takes a multiple of its time, or the device is lost at it. */
final class FaultyDevice implements ModelRunner {
    private final ModelRunner device;
    private final IntToDoubleFunction slowdown;
    private final List<Integer> renewals = new ArrayList<>();
    private int visits;

    private FaultyDevice(ModelRunner device, IntToDoubleFunction slowdown) {
        this.device = device;
        this.slowdown = slowdown;
    }

    static FaultyDevice counting(ModelRunner device) {
        return new FaultyDevice(device, visit -> 1);
    }

    /** @param slowdown from the number of the visit, 0 for the first, to the factor of its time */
    static FaultyDevice slowed(ModelRunner device, IntToDoubleFunction slowdown) {
        return new FaultyDevice(device, slowdown);
    }

    static FaultyDevice lostAt(int lastVisit, ModelRunner device) {
        return new FaultyDevice(device, visit -> {
            if (visit == lastVisit) {
                throw new DeviceException("lost");
            }
            return 1;
        });
    }

    /** Models timed so far. */
    int visits() {
        return visits;
    }

    /** For each new process the number of models timed before. */
    List<Integer> renewals() {
        return renewals;
    }

    @Override
    public DeviceIdentity identity() {
        return device.identity();
    }

    @Override
    public RuntimeSettings runtime() {
        return device.runtime();
    }

    @Override
    public DeviceState state() {
        return device.state();
    }

    /** Takes no time here. */
    @Override
    public void rest(Duration time) {}

    @Override
    public void renew() {
        renewals.add(visits);
        device.renew();
    }

    @Override
    public void close() {
        device.close();
    }

    @Override
    public TimedModel load(byte[] onnx) {
        double factor = slowdown.applyAsDouble(visits);
        visits++;
        TimedModel model = device.load(onnx);
        return new TimedModel() {
            @Override
            public Samples time(Sampling sampling) {
                return new Samples(model.time(sampling).nanos().stream()
                        .map(nanos -> factor * nanos)
                        .toList());
            }

            @Override
            public float[] run(float[] input) {
                return model.run(input);
            }

            @Override
            public void close() {
                model.close();
            }
        };
    }
}
