package dev.specialize.latency;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.DeviceState;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Precision;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Sampling;
import dev.specialize.devices.TimedModel;
import dev.specialize.files.Sha256;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A device whose truth is known: a model takes 1 ns for each of its bytes, and up to 1 % more. So a network takes what its
 * blocks take together, but for the few bytes that every file has once.
 */
final class KnownDevice implements ModelRunner {
    private final int threads;
    private final RandomGenerator random = new SplittableRandom(1);

    KnownDevice() {
        this(1);
    }

    KnownDevice(int threads) {
        this.threads = threads;
    }

    @Override
    public DeviceIdentity identity() {
        return new DeviceIdentity("Known", 2, "0-1", "paper", "none", Sha256.of(""));
    }

    @Override
    public RuntimeSettings runtime() {
        return new RuntimeSettings("counting", "1", "CPU", threads, Precision.FP32, "none", "counting");
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
                return new Samples(Stream.generate(() -> onnx.length * (1 + 0.01 * random.nextDouble()))
                        .limit(sampling.samples())
                        .toList());
            }

            @Override
            public float[] run(float[] input) {
                return input.clone();
            }

            @Override
            public void close() {}
        };
    }
}
