package dev.specialize.images;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The operations of RandAugment (arXiv:1909.13719, figure 2), each as strong at the highest magnitude as AutoAugment's
 * strongest (arXiv:1805.09501, table 6).
 */
enum RandomOperation {
    IDENTITY,
    AUTO_CONTRAST,
    EQUALIZE,
    ROTATE,
    SOLARIZE,
    COLOUR,
    POSTERIZE,
    CONTRAST,
    BRIGHTNESS,
    SHARPNESS,
    SHEAR_X,
    SHEAR_Y,
    TRANSLATE_X,
    TRANSLATE_Y;

    private static final List<RandomOperation> ALL = List.of(values());
    private static final double MOST_DEGREES = 30;
    private static final double MOST_SLOPE = 0.3;

    /** As a share of the side: 150 of the 331 pixels that AutoAugment's networks read. */
    private static final double FARTHEST = 150.0 / 331;

    /** How far a factor may be from 1. */
    private static final double MOST_ENHANCEMENT = 0.9;

    private static final int LEVELS = 256;
    private static final int BITS = 8;
    private static final int MOST_LOST_BITS = 4;

    /** Applies random operations one after the other; those that have two directions go either way. */
    static void apply(Canvas canvas, int operations, int magnitude, SplittableRandom random) {
        double strength = (double) magnitude / Augmentation.MOST_MAGNITUDE;
        for (int i = 0; i < operations; i++) {
            RandomOperation operation = ALL.get(random.nextInt(ALL.size()));
            operation.apply(canvas, random.nextBoolean() ? strength : -strength);
        }
    }

    /** @param strength from -1 to 1 */
    void apply(Canvas canvas, double strength) {
        double factor = 1 + MOST_ENHANCEMENT * strength;
        switch (this) {
            case IDENTITY -> {}
            case AUTO_CONTRAST -> canvas.stretch();
            case EQUALIZE -> canvas.equalize();
            case ROTATE -> canvas.rotate(MOST_DEGREES * strength);
            case SOLARIZE -> canvas.solarize((int) Math.round(LEVELS * (1 - Math.abs(strength))));
            case COLOUR -> canvas.saturate(factor);
            case POSTERIZE -> canvas.posterize(BITS - (int) Math.round(MOST_LOST_BITS * Math.abs(strength)));
            case CONTRAST -> canvas.contrast(factor);
            case BRIGHTNESS -> canvas.brighten(factor);
            case SHARPNESS -> canvas.sharpen(factor);
            case SHEAR_X -> canvas.shearX(MOST_SLOPE * strength);
            case SHEAR_Y -> canvas.shearY(MOST_SLOPE * strength);
            case TRANSLATE_X -> canvas.translate(FARTHEST * strength, 0);
            case TRANSLATE_Y -> canvas.translate(0, FARTHEST * strength);
        }
    }
}
