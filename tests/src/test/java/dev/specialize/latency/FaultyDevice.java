package dev.specialize.latency;

import dev.specialize.devices.ConnectionLostException;
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
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Another device with faults put in: the i-th visit takes a multiple of its time, or the device is lost at it, or the
 * connection when the i-th process is asked for.
 */
final class FaultyDevice implements ModelRunner {
    private final ModelRunner device;
    private final IntToDoubleFunction slowdown;
    private final IntConsumer renewing;
    private final List<Integer> renewals = new ArrayList<>();
    private int visits;
    private int tries;
    private boolean silent;

    private FaultyDevice(ModelRunner device, IntToDoubleFunction slowdown, IntConsumer renewing) {
        this.device = device;
        this.slowdown = slowdown;
        this.renewing = renewing;
    }

    static FaultyDevice counting(ModelRunner device) {
        return slowed(device, visit -> 1);
    }

    /** @param slowdown from the number of the visit, 0 for the first, to the factor of its time */
    static FaultyDevice slowed(ModelRunner device, IntToDoubleFunction slowdown) {
        return new FaultyDevice(device, slowdown, renewal -> {});
    }

    /** @param factors of the times of one process after another */
    static FaultyDevice restless(ModelRunner device, DoubleSupplier factors) {
        double[] factor = {1};
        return new FaultyDevice(device, visit -> factor[0], renewal -> factor[0] = factors.getAsDouble());
    }

    static FaultyDevice lostAt(int lastVisit, ModelRunner device) {
        return slowed(device, visit -> {
            if (visit == lastVisit) {
                throw new DeviceException("lost");
            }
            return 1;
        });
    }

    /** @param away whether the connection is lost when a new process is asked for, 0 for the first time */
    static FaultyDevice cutOff(IntPredicate away, ModelRunner device) {
        return new FaultyDevice(device, visit -> 1, renewal -> {
            if (away.test(renewal)) {
                throw new ConnectionLostException("The connection was lost.");
            }
        });
    }

    /** From now on it is away whenever it is asked for its state. */
    void withholdState() {
        silent = true;
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
        if (silent) {
            throw new ConnectionLostException("The connection was lost.");
        }
        return device.state();
    }

    /** Takes no time here. */
    @Override
    public void rest(Duration time) {}

    @Override
    public void renew() {
        renewing.accept(tries++);
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
