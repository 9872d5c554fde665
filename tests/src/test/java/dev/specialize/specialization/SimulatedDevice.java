package dev.specialize.specialization;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
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
import java.util.Random;
import java.util.stream.Stream;
import shade.com.google.protobuf.InvalidProtocolBufferException;

/** A device on which a model takes some time for each node and each weight; each process is a little faster or slower. */
final class SimulatedDevice implements ModelRunner {
    private static final double NANOS_PER_NODE = 1000;
    private static final double NANOS_PER_WEIGHT = 0.3;

    private final double slowdown;
    private final double processDeviation;
    private final Random random = new Random(7);
    private double processFactor = 1;
    private int processes;

    SimulatedDevice(double slowdown, double processDeviation) {
        this.slowdown = slowdown;
        this.processDeviation = processDeviation;
    }

    int processes() {
        return processes;
    }

    @Override
    public DeviceIdentity identity() {
        return new DeviceIdentity("Simulated", 1, "0", "paper", "none", Sha256.of(""));
    }

    @Override
    public RuntimeSettings runtime() {
        return new RuntimeSettings("counting", "1", "CPU", 1, Precision.FP32, "none", "counting");
    }

    @Override
    public DeviceState state() {
        return DeviceState.UNKNOWN;
    }

    /** Takes no time here. */
    @Override
    public void rest(Duration time) {}

    @Override
    public void renew() {
        processes++;
        processFactor = 1 + processDeviation * random.nextGaussian();
    }

    @Override
    public void close() {}

    /** What a model takes in a process like most. */
    double nanos(byte[] onnx) {
        try {
            GraphProto graph = ModelProto.parseFrom(onnx).getGraph();
            long weights = graph.getInitializerList().stream()
                    .map(TensorProto::getInt64DataList)
                    .filter(shape -> !shape.isEmpty())
                    .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
                    .sum();
            return slowdown * (NANOS_PER_NODE * graph.getNodeCount() + NANOS_PER_WEIGHT * weights);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public TimedModel load(byte[] onnx) {
        double nanos = nanos(onnx) * processFactor;
        return new TimedModel() {
            @Override
            public Samples time(Sampling sampling) {
                return new Samples(Stream.generate(() -> nanos * (1 + 0.003 * Math.abs(random.nextGaussian())))
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
