package dev.specialize.export;

import dev.specialize.onnx.RuntimeRefusal;
import dev.specialize.onnx.RuntimeSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A model from pixels to probabilities, loaded into ONNX Runtime on the CPU, see {@link RuntimeSession}. */
public final class PixelModel implements AutoCloseable {
    private final RuntimeSession session;
    private final List<Long> shape;

    private PixelModel(RuntimeSession session, List<Long> shape) {
        this.session = session;
        this.shape = shape;
    }

    /**
     * What the model says of images.
     *
     * @param probabilities (images, classes)
     * @param labels the places of the largest
     */
    @SuppressWarnings("ArrayRecordComponent") // as many as images and classes, made once and read once
    public record Answers(float[] probabilities, int[] labels) {}

    /**
     * Loads a model to run on one thread.
     *
     * @throws VerificationException if the runtime does not accept it
     */
    public static PixelModel load(byte[] model) {
        try {
            RuntimeSession session = RuntimeSession.load(model, 1);
            return session.inputShape(PixelInterface.INPUT)
                    .map(shape -> new PixelModel(session, shape))
                    .orElseThrow(() -> {
                        session.close();
                        return new VerificationException("The model has no input '" + PixelInterface.INPUT
                                + "'. Maybe it was exported without its preprocessing.");
                    });
        } catch (RuntimeRefusal e) {
            throw new VerificationException(e.getMessage(), e);
        }
    }

    /**
     * Runs it, so many images at once as it is for, or at most a hundred if it takes any number.
     *
     * @param pixels (images, height, width, channels); a model for a fixed number of images runs the last of them together
     *     with black ones
     * @throws VerificationException if the runtime fails
     */
    public Answers answers(byte[] pixels, int images) {
        int image = Math.toIntExact(shape.stream().skip(1).reduce(1L, Math::multiplyExact));
        if (images < 1 || pixels.length != (long) images * image) {
            throw new IllegalArgumentException(
                    pixels.length + " bytes are not " + images + " images of " + image + " bytes");
        }
        int together = OnnxModel.together(shape);
        int[] labels = new int[images];
        List<double[]> probabilities = new ArrayList<>();
        for (int first = 0; first < images; first += together) {
            int count = Math.min(together, images - first);
            int size = OnnxModel.size(shape, count);
            byte[] some = Arrays.copyOfRange(pixels, first * image, (first + count) * image);
            Map<String, double[]> outputs = run(Arrays.copyOf(some, size * image), size);
            double[] all = outputs.get(PixelInterface.PROBABILITIES);
            probabilities.add(Arrays.copyOf(all, all.length / size * count));
            for (int i = 0; i < count; i++) {
                labels[first + i] = (int) outputs.get(PixelInterface.LABEL)[i];
            }
        }
        return new Answers(joined(probabilities), labels);
    }

    private Map<String, double[]> run(byte[] pixels, long images) {
        List<Long> sizes = new ArrayList<>(shape);
        sizes.set(0, images);
        try {
            return session.runOnBytes(PixelInterface.INPUT, sizes, pixels);
        } catch (RuntimeRefusal e) {
            throw new VerificationException(e.getMessage(), e);
        }
    }

    private static float[] joined(List<double[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int place = 0;
        for (double[] part : parts) {
            for (double value : part) {
                all[place++] = (float) value;
            }
        }
        return all;
    }

    /** The entries that the model carries about itself. */
    public SortedMap<String, String> metadata() {
        return session.metadata();
    }

    @Override
    public void close() {
        session.close();
    }
}
