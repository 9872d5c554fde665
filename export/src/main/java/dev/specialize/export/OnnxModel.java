package dev.specialize.export;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A model loaded into ONNX Runtime on the CPU, with all its graph optimisations, as users will run it.
 *
 * <p>ONNX Runtime 1.29 writes a device id and a database under the user's cache folder as soon as its environment exists;
 * what is called here comes too late for that and only stops later events. The environment variable {@code
 * ORT_DISABLE_TELEMETRY=1} stops it all.
 */
public final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final long[] imageShape;

    private OnnxModel(OrtEnvironment environment, OrtSession session, long[] imageShape) {
        this.environment = environment;
        this.session = session;
        this.imageShape = imageShape;
    }

    /**
     * Loads a model to run on one thread.
     *
     * @throws VerificationException if the runtime does not accept it
     */
    public static OnnxModel load(byte[] model) {
        return load(model, 1);
    }

    /** @throws VerificationException if the runtime does not accept it */
    public static OnnxModel load(byte[] model, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return of(environment, environment.createSession(model, options));
        } catch (OrtException e) {
            throw refused("does not accept the model", e);
        }
    }

    private static OnnxModel of(OrtEnvironment environment, OrtSession session) throws OrtException {
        NodeInfo input = session.getInputInfo().get(OnnxExporter.INPUT);
        if (input == null || !(input.getInfo() instanceof TensorInfo tensor)) {
            session.close();
            throw new VerificationException(
                    "The model has no input '" + OnnxExporter.INPUT + "'. Maybe it was not exported by specialize.");
        }
        return new OnnxModel(environment, session, tensor.getShape());
    }

    /**
     * Runs it.
     *
     * @param images (batch, channels, height, width), normalised; a model for a fixed number of images runs so many at a
     *     time, the last time together with empty ones
     * @return (batch, classes)
     * @throws VerificationException if the runtime fails
     */
    public float[] logits(float[] images, int batch) {
        int image = (int) LongStream.of(imageShape).skip(1).reduce(1, Math::multiplyExact);
        if (batch < 1 || images.length != (long) batch * image) {
            throw new IllegalArgumentException(
                    images.length + " values are not " + batch + " images of " + image + " values");
        }
        int together = imageShape[0] < 0 ? batch : Math.toIntExact(imageShape[0]);
        float[] all = {};
        for (int first = 0; first < batch; first += together) {
            int end = Math.min(batch, first + together);
            float[] chunk = Arrays.copyOf(Arrays.copyOfRange(images, first * image, end * image), together * image);
            float[] some = run(FloatBuffer.wrap(chunk), together);
            int classes = some.length / together;
            all = all.length == 0 ? new float[batch * classes] : all;
            System.arraycopy(some, 0, all, first * classes, (end - first) * classes);
        }
        return all;
    }

    private float[] run(FloatBuffer images, int batch) {
        long[] shape = imageShape.clone();
        shape[0] = batch;
        try (OnnxTensor input = OnnxTensor.createTensor(environment, images, shape);
                OrtSession.Result result = session.run(Map.of(OnnxExporter.INPUT, input))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            FloatBuffer values = output.getFloatBuffer();
            float[] out = new float[values.remaining()];
            values.get(out);
            return out;
        } catch (OrtException e) {
            throw refused("fails to run the model", e);
        }
    }

    /** Version of the runtime, such as {@code 1.29.0}. */
    public static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /** The entries that the model carries about itself. */
    public SortedMap<String, String> metadata() {
        try {
            return Collections.unmodifiableSortedMap(
                    new TreeMap<>(session.getMetadata().getCustomMetadata()));
        } catch (OrtException e) {
            throw refused("cannot read the model's metadata", e);
        }
    }

    private static VerificationException refused(String what, OrtException e) {
        return new VerificationException("ONNX Runtime " + what + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw refused("cannot close the model", e);
        }
    }
}
