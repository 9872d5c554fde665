package dev.specialize.onnx;

/**
 * What a model says of images.
 *
 * @param values (images, classes), row-major; shared with the caller, who must not write to them
 */
@SuppressWarnings("ArrayRecordComponent") // a number for each image and class: a copy on each access is no option
public record Logits(float[] values, int classes) {
    public Logits {
        if (classes < 1 || values.length == 0 || values.length % classes != 0) {
            throw new IllegalArgumentException(values.length + " logits of " + classes + " classes");
        }
    }

    public int images() {
        return values.length / classes;
    }

    /** The class with the largest logit, the first of equal ones. */
    public int best(int image) {
        int first = image * classes;
        int best = first;
        for (int i = first + 1; i < first + classes; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best - first;
    }

    public float of(int image, int label) {
        return values[image * classes + label];
    }

    /** Root mean square after each image's mean is taken off: a shift of all its logits changes no prediction. */
    public double spread() {
        double squares = 0;
        for (int first = 0; first < values.length; first += classes) {
            double mean = 0;
            for (int i = first; i < first + classes; i++) {
                mean += values[i] / (double) classes;
            }
            for (int i = first; i < first + classes; i++) {
                squares += (values[i] - mean) * (values[i] - mean);
            }
        }
        return Math.sqrt(squares / values.length);
    }
}
