package dev.specialize.export;

import dev.specialize.onnx.Logits;
import java.util.Locale;

/**
 * What a model of another precision loses against the float32 model, on the same labelled images.
 *
 * @param images how many
 * @param onlyBefore of them the float32 model alone is right about
 * @param onlyAfter of them the other model alone is right about
 * @param allowed largest share of images by which the other may be right less often
 */
public record AccuracyLoss(int images, int onlyBefore, int onlyAfter, double allowed) {
    /** Of the difference by chance: some images are decided either way by any change. */
    private static final double DEVIATIONS = 2;

    public AccuracyLoss {
        if (images < 1 || onlyBefore < 0 || onlyAfter < 0 || onlyBefore + onlyAfter > images || !(allowed >= 0)) {
            throw new IllegalArgumentException("no loss of " + onlyBefore + " and " + onlyAfter + " of " + images
                    + " images, " + allowed + " allowed");
        }
    }

    /**
     * Counted.
     *
     * @param before logits of the float32 model, (images, classes)
     * @param after the other's, as many
     * @param labels the right classes
     */
    public static AccuracyLoss of(float[] before, float[] after, int[] labels, double allowed) {
        int classes = before.length / labels.length;
        Logits exact = new Logits(before, classes);
        Logits other = new Logits(after, classes);
        int onlyBefore = 0;
        int onlyAfter = 0;
        for (int i = 0; i < labels.length; i++) {
            boolean first = exact.best(i) == labels[i];
            boolean second = other.best(i) == labels[i];
            onlyBefore += first && !second ? 1 : 0;
            onlyAfter += second && !first ? 1 : 0;
        }
        return new AccuracyLoss(labels.length, onlyBefore, onlyAfter, allowed);
    }

    /** Share of images by which the other model is right less often; below 0 if it is right more often. */
    public double lost() {
        return (onlyBefore - onlyAfter) / (double) images;
    }

    /** Standard deviation of {@link #lost} by chance: the images on which the two differ fall to either (McNemar 1947). */
    public double deviation() {
        return Math.sqrt(onlyBefore + (double) onlyAfter) / images;
    }

    /** Whether no more is lost than allowed, but for what two standard deviations explain. */
    public boolean passes() {
        return lost() <= allowed + chance();
    }

    /** What may be lost beside that: two standard deviations. */
    public double chance() {
        return DEVIATIONS * deviation();
    }

    /**
     * This, if it passes.
     *
     * @throws VerificationException if it does not
     */
    public AccuracyLoss require() {
        if (passes()) {
            return this;
        }
        throw new VerificationException(String.format(
                Locale.ROOT,
                "The exported model is right on %.1f points fewer of %,d images than in fp32 (allowed: %.1f). Maybe keep more"
                        + " layers in fp32, calibrate otherwise, or export in fp16.",
                100 * lost(),
                images,
                100 * allowed));
    }
}
