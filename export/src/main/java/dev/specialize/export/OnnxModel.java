package dev.specialize.export;

import dev.specialize.onnx.RuntimeRefusal;
import dev.specialize.onnx.RuntimeSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/** A model loaded into ONNX Runtime on the CPU, see {@link RuntimeSession}. */
public final class OnnxModel implements AutoCloseable {
    /** More at once are hardly faster, and take as much more memory. */
    private static final int MOST_TOGETHER = 100;

    private final RuntimeSession session;
    private final List<Long> imageShape;

    private OnnxModel(RuntimeSession session, List<Long> imageShape) {
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
        RuntimeSession session = unlessRefused(() -> RuntimeSession.load(model, threads));
        return session.inputShape(OnnxExporter.INPUT)
                .map(shape -> new OnnxModel(session, shape))
                .orElseThrow(() -> {
                    session.close();
                    return new VerificationException("The model has no input '" + OnnxExporter.INPUT
                            + "'. Maybe it was not exported by specialize.");
                });
    }

    /** How many images it runs at once: as many as it is for, or at most a hundred if it takes any number. */
    public int together() {
        return together(imageShape);
    }

    /** @param shape of a model's input, the batch below 0 if it is open */
    static int together(List<Long> shape) {
        return size(shape, MOST_TOGETHER);
    }

    /** What a run of some images has to be filled up to. */
    static int size(List<Long> shape, int images) {
        return shape.get(0) < 0 ? images : Math.toIntExact(shape.get(0));
    }

    /**
     * Runs it, so many images at once as {@link #together} says.
     *
     * @param images (batch, channels, height, width), normalised; a model for a fixed number of images runs the last of them
     *     together with empty ones
     * @return (batch, classes)
     * @throws VerificationException if the runtime fails
     */
    public float[] logits(float[] images, int batch) {
        int image = Math.toIntExact(imageShape.stream().skip(1).reduce(1L, Math::multiplyExact));
        if (batch < 1 || images.length != (long) batch * image) {
            throw new IllegalArgumentException(
                    images.length + " values are not " + batch + " images of " + image + " values");
        }
        int together = together();
        float[] all = {};
        for (int first = 0; first < batch; first += together) {
            int count = Math.min(together, batch - first);
            int size = size(imageShape, count);
            float[] chunk = Arrays.copyOfRange(images, first * image, (first + count) * image);
            float[] some = run(Arrays.copyOf(chunk, size * image), size);
            int classes = some.length / size;
            all = all.length == 0 ? new float[batch * classes] : all;
            System.arraycopy(some, 0, all, first * classes, count * classes);
        }
        return all;
    }

    private float[] run(float[] images, long batch) {
        List<Long> shape = new ArrayList<>(imageShape);
        shape.set(0, batch);
        return unlessRefused(
                () -> session.run(OnnxExporter.INPUT, shape, images).get(0));
    }

    /** Version of the runtime, such as {@code 1.29.0}. */
    public static String runtimeVersion() {
        return RuntimeSession.runtimeVersion();
    }

    /** The entries that the model carries about itself. */
    public SortedMap<String, String> metadata() {
        return unlessRefused(session::metadata);
    }

    private static <T> T unlessRefused(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeRefusal e) {
            throw new VerificationException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
