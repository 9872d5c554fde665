package dev.specialize.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * A model in ONNX Runtime on the CPU, with all its graph optimisations, as users will run it.
 *
 * <p>ONNX Runtime 1.29 writes a device id and a database under the user's cache folder as soon as its environment exists;
 * what is called here comes too late for that and only stops later events. The environment variable {@code
 * ORT_DISABLE_TELEMETRY=1} stops it all.
 */
public final class RuntimeSession implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;

    private RuntimeSession(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /** @throws RuntimeRefusal if the runtime does not accept the model */
    public static RuntimeSession load(byte[] model, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return new RuntimeSession(environment, environment.createSession(model, options));
        } catch (OrtException e) {
            throw new RuntimeRefusal("does not accept the model", e);
        }
    }

    /** Of ONNX Runtime, such as {@code 1.29.0}. */
    public static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /** Sizes along all axes, the batch's being below 0 if it is open; empty if there is no such input. */
    public Optional<List<Long>> inputShape(String name) {
        try {
            NodeInfo input = session.getInputInfo().get(name);
            return input != null && input.getInfo() instanceof TensorInfo tensor
                    ? Optional.of(boxed(tensor.getShape()))
                    : Optional.empty();
        } catch (OrtException e) {
            throw new RuntimeRefusal("cannot tell the model's inputs", e);
        }
    }

    /**
     * Why its time on any values would say nothing: what goes in or comes out is no float32 tensor, or a size of an input
     * other than the batch's is open. Empty if it can be timed.
     */
    public Optional<String> untimeable() {
        try {
            Optional<String> input = session.getInputInfo().values().stream()
                    .flatMap(info -> untimeable(info, true).stream())
                    .findFirst();
            return input.isPresent()
                    ? input
                    : session.getOutputInfo().values().stream()
                            .flatMap(info -> untimeable(info, false).stream())
                            .findFirst();
        } catch (OrtException e) {
            throw new RuntimeRefusal("cannot tell the model's inputs and outputs", e);
        }
    }

    private static Optional<String> untimeable(NodeInfo info, boolean input) {
        if (!(info.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            return Optional.of("'" + info.getName() + "' is not a float32 tensor");
        }
        boolean open = input && Arrays.stream(tensor.getShape()).skip(1).anyMatch(size -> size < 0);
        return open
                ? Optional.of("'" + info.getName() + "' has an open size other than the batch's: "
                        + Arrays.toString(tensor.getShape()))
                : Optional.empty();
    }

    private static List<Long> boxed(long... sizes) {
        List<Long> all = new ArrayList<>();
        for (long size : sizes) {
            all.add(size);
        }
        return all;
    }

    /**
     * Runs it.
     *
     * @param shape of the input, the batch included
     * @return the float32 outputs, in the model's order
     * @throws RuntimeRefusal if the runtime fails
     */
    public List<float[]> run(String inputName, List<Long> shape, float... input) {
        long[] sizes = shape.stream().mapToLong(size -> size).toArray();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), sizes);
                OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
            List<float[]> outputs = new ArrayList<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.add(values((OnnxTensor) output.getValue()));
            }
            return outputs;
        } catch (OrtException e) {
            throw new RuntimeRefusal("fails to run the model", e);
        }
    }

    /**
     * Runs it on bytes.
     *
     * @param shape of the input, the batch included
     * @param input of type {@link ElementType#UINT8}
     * @return the outputs by name, whatever the type of their numbers
     * @throws RuntimeRefusal if the runtime fails
     */
    public Map<String, double[]> runOnBytes(String inputName, List<Long> shape, byte... input) {
        long[] sizes = shape.stream().mapToLong(size -> size).toArray();
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, ByteBuffer.wrap(input), sizes, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
            Map<String, double[]> outputs = new TreeMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.put(output.getKey(), numbers((OnnxTensor) output.getValue()));
            }
            return outputs;
        } catch (OrtException e) {
            throw new RuntimeRefusal("fails to run the model", e);
        }
    }

    private static double[] numbers(OnnxTensor output) {
        if (output.getInfo().type == OnnxJavaType.INT64) {
            LongBuffer values = output.getLongBuffer();
            return LongStream.generate(values::get)
                    .limit(values.remaining())
                    .asDoubleStream()
                    .toArray();
        }
        FloatBuffer values = output.getFloatBuffer();
        return DoubleStream.generate(values::get).limit(values.remaining()).toArray();
    }

    private static float[] values(OnnxTensor output) {
        FloatBuffer values = output.getFloatBuffer();
        float[] out = new float[values.remaining()];
        values.get(out);
        return out;
    }

    /** The entries that the model carries about itself. */
    public SortedMap<String, String> metadata() {
        try {
            return Collections.unmodifiableSortedMap(
                    new TreeMap<>(session.getMetadata().getCustomMetadata()));
        } catch (OrtException e) {
            throw new RuntimeRefusal("cannot read the model's metadata", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new RuntimeRefusal("cannot close the model", e);
        }
    }
}
