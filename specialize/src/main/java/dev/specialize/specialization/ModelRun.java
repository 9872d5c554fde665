package dev.specialize.specialization;

import dev.specialize.export.ModelInterface;
import dev.specialize.export.OnnxModel;
import dev.specialize.export.PixelModel;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import java.util.Arrays;

/**
 * What a model, run by ONNX Runtime, says of images.
 *
 * @param images that it was run on, of its resolution where it takes pixels
 * @param answers (images, classes): logits, or logarithms of probabilities where the model gives these
 */
@SuppressWarnings("ArrayRecordComponent") // a number for each image and class: a copy on each access is no option
record ModelRun(ModelInterface face, ImageSet images, float[] answers) {
    /** To be made ready at once, if a model does not take more. */
    private static final int USUAL_PART = 100;
    /** Of a logarithm: a probability of e^-60 and none at all are the same to whoever reads it. */
    private static final double LEAST = -60;

    static ModelRun of(byte[] onnx, ModelInterface face, Preprocessing preprocessing, ImageSet images, int resolution) {
        return switch (face) {
            case IMAGE_TO_LOGITS -> new ModelRun(face, images, logits(onnx, preprocessing, images, resolution));
            case PIXELS_TO_PROBABILITIES -> ofPixels(onnx, face, preprocessing.pixels(images, resolution));
        };
    }

    private static float[] logits(byte[] onnx, Preprocessing preprocessing, ImageSet images, int resolution) {
        try (OnnxModel model = OnnxModel.load(onnx)) {
            int part = part(model.together());
            float[][] parts = new float[(images.count() + part - 1) / part][];
            for (int i = 0; i < parts.length; i++) {
                int begin = i * part;
                int count = Math.min(part, images.count() - begin);
                parts[i] = model.logits(preprocessing.nchw(images, begin, count, resolution), count);
            }
            return joined(parts);
        }
    }

    /** Whole runs, so that none but the last has to be filled up. */
    static int part(int together) {
        return Math.max(1, USUAL_PART / together) * together;
    }

    private static float[] joined(float[]... parts) {
        float[] all =
                new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int place = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, place, part.length);
            place += part.length;
        }
        return all;
    }

    private static ModelRun ofPixels(byte[] onnx, ModelInterface face, ImageSet pixels) {
        try (PixelModel model = PixelModel.load(onnx)) {
            float[] answers = model.answers(pixels.pixels(), pixels.count()).probabilities();
            for (int i = 0; i < answers.length; i++) {
                answers[i] = (float) Math.max(LEAST, Math.log(answers[i]));
            }
            return new ModelRun(face, pixels, answers);
        }
    }

    /** Logits of the subnet on {@link #images} as the model would give them. */
    float[] alike(float[] logits) {
        return switch (face) {
            case IMAGE_TO_LOGITS -> logits;
            case PIXELS_TO_PROBABILITIES -> logarithms(logits);
        };
    }

    /** Of softmax: x - log(sum of exp(x)). */
    private float[] logarithms(float... logits) {
        int classes = logits.length / images.count();
        float[] all = new float[logits.length];
        for (int first = 0; first < logits.length; first += classes) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = first; i < first + classes; i++) {
                largest = Math.max(largest, logits[i]);
            }
            double sum = 0;
            for (int i = first; i < first + classes; i++) {
                sum += Math.exp(logits[i] - largest);
            }
            for (int i = first; i < first + classes; i++) {
                all[i] = (float) Math.max(LEAST, logits[i] - largest - Math.log(sum));
            }
        }
        return all;
    }
}
