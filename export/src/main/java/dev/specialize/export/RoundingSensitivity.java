package dev.specialize.export;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How much a network magnifies rounding errors. A trained one hardly does. One with random weights, or without statistics
 * of its own, may do so on some images until its logits are not even reproduced by the program that it came from; there
 * it cannot be told whether an exported model is right, but on other images it can.
 */
public final class RoundingSensitivity {
    /** Beyond this, equal models could not be told from different ones. */
    private static final double LARGEST_TOLERANCE = 1e-2;

    /**
     * Two programs round sums of products differently, and not only weights: between two that were both right, up to
     * twelve times the change was seen.
     */
    private static final double ROUNDINGS = 16;

    private final float[] reference;
    private final float[] nudged;
    private final int classes;

    /**
     * Measured.
     *
     * @param reference the network's own logits, (images, classes)
     * @param nudged its logits with every weight moved to a neighbouring number, as many
     */
    public RoundingSensitivity(float[] reference, float[] nudged, int classes) {
        this.reference = reference.clone();
        this.nudged = nudged.clone();
        this.classes = classes;
    }

    /**
     * Compares on the calmer half of the images, and allows what a few roundings change there.
     *
     * @param actual the model's logits, (images, classes)
     * @throws VerificationException if a value is not finite
     */
    public Verification compare(float[] actual) {
        int[] calm = calmerHalf();
        float[] own = select(reference, calm);
        double change = Verification.compare(own, select(nudged, calm), classes).relativeDifference();
        double tolerance = Math.max(Verification.TOLERANCE, Math.min(LARGEST_TOLERANCE, ROUNDINGS * change));
        return Verification.compare(own, select(actual, calm), classes, tolerance);
    }

    private int[] calmerHalf() {
        int images = reference.length / classes;
        return IntStream.range(0, images)
                .boxed()
                .sorted(Comparator.comparingDouble(this::change))
                .limit((images + 1) / 2)
                .mapToInt(image -> image)
                .toArray();
    }

    private double change(int image) {
        return IntStream.range(image * classes, (image + 1) * classes)
                .mapToDouble(i -> Math.abs((double) nudged[i] - reference[i]))
                .max()
                .orElse(0);
    }

    private float[] select(float[] logits, int... images) {
        float[] selected = new float[images.length * classes];
        for (int i = 0; i < images.length; i++) {
            System.arraycopy(logits, images[i] * classes, selected, i * classes, classes);
        }
        return selected;
    }
}
