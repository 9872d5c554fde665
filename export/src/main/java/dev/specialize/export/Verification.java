package dev.specialize.export;

import dev.specialize.onnx.Logits;
import java.util.Locale;

/**
 * How far a model's logits are from its network's on the same images.
 *
 * @param images number of images compared
 * @param sameClass how many of them get the same class; where the network's own logits of two classes differ by no more
 *     than twice the tolerance, either counts as the same
 * @param maxAbsoluteDifference largest difference of two logits
 * @param scale the spread of the network's logits: their root mean square after each image's mean is taken off. A shift of
 *     all logits of an image changes no prediction, so unlike their largest value it does not make the scale larger
 * @param tolerance largest allowed {@link #relativeDifference}
 */
public record Verification(int images, int sameClass, double maxAbsoluteDifference, double scale, double tolerance) {
    /** What a network that does not magnify rounding errors is held to. */
    public static final double TOLERANCE = 1e-4;

    /**
     * Compares with the usual tolerance.
     *
     * @param reference the network's own logits, (images, classes)
     * @param actual the model's, as many
     * @throws VerificationException if a value is not finite
     */
    public static Verification compare(float[] reference, float[] actual, int classes) {
        return compare(reference, actual, classes, TOLERANCE);
    }

    /** Compares with a tolerance of its own. */
    public static Verification compare(float[] reference, float[] actual, int classes, double tolerance) {
        if (classes < 1
                || reference.length == 0
                || reference.length % classes != 0
                || reference.length != actual.length) {
            throw new IllegalArgumentException(
                    reference.length + " and " + actual.length + " logits of " + classes + " classes");
        }
        requireFinite("network's", reference);
        requireFinite("model's", actual);
        double difference = 0;
        for (int i = 0; i < reference.length; i++) {
            difference = Math.max(difference, Math.abs((double) actual[i] - reference[i]));
        }
        Logits expected = new Logits(reference, classes);
        Logits found = new Logits(actual, classes);
        double scale = expected.spread();
        int same = 0;
        for (int image = 0; image < expected.images(); image++) {
            float best = expected.of(image, expected.best(image));
            float chosen = expected.of(image, found.best(image));
            same += (double) best - chosen <= 2 * tolerance * scale ? 1 : 0;
        }
        return new Verification(expected.images(), same, difference, scale, tolerance);
    }

    private static void requireFinite(String whose, float[] logits) {
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new VerificationException("The " + whose + " logits hold " + logit
                        + ". Maybe the running statistics of the subnet were never recalibrated.");
            }
        }
    }

    /** The largest difference in units of the scale; infinite where the network's logits are all equal and the model's differ. */
    public double relativeDifference() {
        return maxAbsoluteDifference == 0 ? 0 : maxAbsoluteDifference / scale;
    }

    public boolean passes() {
        return relativeDifference() <= tolerance && sameClass == images;
    }

    /**
     * This, if it passes.
     *
     * @throws VerificationException if it does not
     */
    public Verification require() {
        if (passes()) {
            return this;
        }
        throw new VerificationException(String.format(
                Locale.ROOT,
                "The exported model differs from its network: %.2g of the logits' scale (allowed: %.0e), same class for %d of"
                        + " %d images. Maybe the images were normalised differently; if not, please report a bug.",
                relativeDifference(),
                tolerance,
                sameClass,
                images));
    }
}
