package dev.specialize.devices;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** A session with its inputs and outputs allocated once, so that the timed part copies and allocates nothing of size. */
final class LocalModel implements TimedModel {
    private static final long SEED = 1;

    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    private LocalModel(OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** Takes the session over: it is closed with this model, or at once if this fails. */
    static LocalModel of(OrtEnvironment environment, OrtSession session) throws OrtException {
        LocalModel model = new LocalModel(session, new LinkedHashMap<>(), new LinkedHashMap<>());
        try {
            allocate(environment, session.getInputInfo(), model.inputs);
            allocate(environment, session.getOutputInfo(), model.outputs);
            return model;
        } catch (OrtException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static void allocate(OrtEnvironment environment, Map<String, NodeInfo> infos, Map<String, OnnxTensor> to)
            throws OrtException {
        for (NodeInfo info : infos.values()) {
            to.put(info.getName(), randomTensor(environment, info));
        }
    }

    /** Normally distributed values: zeros could be skipped, and values that never vary could be predicted. */
    private static OnnxTensor randomTensor(OrtEnvironment environment, NodeInfo info) throws OrtException {
        if (!(info.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw new DeviceException("'" + info.getName() + "' is not a float32 tensor: " + info.getInfo());
        }
        long[] shape = LongStream.of(tensor.getShape())
                .map(size -> size < 0 ? 1 : size)
                .toArray();
        int elements = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(elements, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < elements; i++) {
            values.put(i, (float) random.nextGaussian());
        }
        return OnnxTensor.createTensor(environment, values, shape);
    }

    @Override
    public Samples time(Sampling sampling) {
        try {
            int runs = warmUp(sampling);
            List<Double> nanos = new ArrayList<>();
            for (int i = 0; i < sampling.samples(); i++) {
                nanos.add((double) nanosOf(runs) / runs);
            }
            return new Samples(nanos);
        } catch (OrtException e) {
            throw new DeviceException("ONNX Runtime failed while it ran the model: " + e.getMessage(), e);
        }
    }

    /** Runs the model for the time of warming up, and says how many runs fill a burst. */
    private int warmUp(Sampling sampling) throws OrtException {
        long warmUpNanos = sampling.warmUp().toNanos();
        long fastest = Math.max(1, nanosOf(1));
        for (long spent = fastest; spent < warmUpNanos; ) {
            long nanos = Math.max(1, nanosOf(1));
            fastest = Math.min(fastest, nanos);
            spent += nanos;
        }
        return runsIn(sampling.burst(), fastest);
    }

    private static int runsIn(Duration burst, long nanosPerRun) {
        return (int) Math.max(1, (burst.toNanos() + nanosPerRun - 1) / nanosPerRun);
    }

    private long nanosOf(int runs) throws OrtException {
        long start = System.nanoTime();
        for (int i = 0; i < runs; i++) {
            session.run(inputs, outputs).close();
        }
        return System.nanoTime() - start;
    }

    @Override
    public float[] run(float[] input) {
        FloatBuffer first = buffer(inputs);
        if (input.length != first.capacity()) {
            throw new DeviceException(
                    "The model's first input has " + first.capacity() + " values, not " + input.length);
        }
        // timed runs get the same input as before: what a model is given may change how long it takes
        float[] before = values(first);
        try {
            first.put(0, input);
            session.run(inputs, outputs).close();
            return values(buffer(outputs));
        } catch (OrtException e) {
            throw new DeviceException("ONNX Runtime failed while it ran the model: " + e.getMessage(), e);
        } finally {
            first.put(0, before);
        }
    }

    /** The memory of the first tensor itself, not a copy. */
    private static FloatBuffer buffer(Map<String, OnnxTensor> tensors) {
        OnnxTensor first = tensors.values().iterator().next();
        return (FloatBuffer) first.getBufferRef().orElseThrow();
    }

    private static float[] values(FloatBuffer buffer) {
        float[] values = new float[buffer.capacity()];
        buffer.get(0, values);
        return values;
    }

    @Override
    public void close() {
        try {
            inputs.values().forEach(OnnxTensor::close);
            outputs.values().forEach(OnnxTensor::close);
            session.close();
        } catch (OrtException e) {
            throw new DeviceException("ONNX Runtime failed to free a model: " + e.getMessage(), e);
        }
    }
}
