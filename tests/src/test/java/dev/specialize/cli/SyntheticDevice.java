package dev.specialize.cli;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.DeviceState;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Precision;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import dev.specialize.latency.ProfileListener;
import dev.specialize.latency.ProfilePlan;
import dev.specialize.latency.Profiler;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;

/** Pretends to be this machine, but takes a time that the size of a model tells: its profile is the same in every run. */
record SyntheticDevice(double nanosPerByte) implements ModelRunner {
    /** What this machine says of itself. */
    private record Here(DeviceIdentity identity, RuntimeSettings runtime) {
        private static final Here ONCE = ask();

        private static Here ask() {
            try (ModelRunner runner = DeviceAccess.openHere()) {
                return new Here(runner.identity(), runner.runtime());
            }
        }
    }

    @Override
    public DeviceIdentity identity() {
        return Here.ONCE.identity();
    }

    @Override
    public RuntimeSettings runtime() {
        return Here.ONCE.runtime();
    }

    @Override
    public DeviceState state() {
        return DeviceState.UNKNOWN;
    }

    /** Takes no time here. */
    @Override
    public void rest(Duration time) {}

    @Override
    public void renew() {}

    @Override
    public void close() {}

    @Override
    public TimedModel load(byte[] onnx) {
        return new TimedModel() {
            @Override
            public Samples time(Sampling sampling) {
                return new Samples(Collections.nCopies(sampling.samples(), onnx.length * nanosPerByte));
            }

            @Override
            public float[] run(float[] input) {
                return input.clone();
            }

            @Override
            public void close() {}
        };
    }

    /** Writes its profile as that of {@code name}. */
    DeviceProfile profile(String name, SearchSpace space, Path file) {
        return profile(this, name, space, file);
    }

    /** The same of models of a precision. */
    DeviceProfile profile(String name, Precision precision, SearchSpace space, Path file) {
        return profile(running(precision), name, space, file);
    }

    private static DeviceProfile profile(ModelRunner runner, String name, SearchSpace space, Path file) {
        ProfilePlan plan =
                new ProfilePlan(Sampling.DEFAULT, 1, 1, 1, 0.5, 12, 2, 8, 4, 0.1, 1, Duration.ofMinutes(1), 1);
        return new Profiler(space, runner, plan, ProfileListener.NOOP).profile(name, file);
    }
}
