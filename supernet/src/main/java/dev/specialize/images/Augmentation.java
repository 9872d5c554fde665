package dev.specialize.images;

import java.util.SplittableRandom;

/**
 * What is varied in a training image, in this order: crop, shift, mirroring, colours, RandAugment, cutout. What moves in
 * from outside is the mean colour.
 *
 * @param shift largest shift along each axis, as a share of the side that is seen (arXiv:1512.03385, section 4.2, where
 *     it is 4 of 32 pixels)
 * @param mirror whether half of the images are mirrored left to right (same place)
 * @param minimumArea smallest area of a random resized crop, as a share of the image's; the largest is all of it, the
 *     aspect ratio between 3/4 and 4/3 (arXiv:1409.4842, section 6, where it is 0.08); 1 turns crops off
 * @param brightness how far the factor of the values may be from 1 (arXiv:1312.5402, section 2, as contrast and
 *     saturation); 0 turns it off
 * @param contrast how far the factor of the distances to the image's mean grey may be from 1; 0 turns it off
 * @param saturation how far the factor of the distances to each pixel's grey may be from 1; 0 turns it off
 * @param cutout side of a square of mean colour around a random pixel, as a share of the image's side (arXiv:1708.04552,
 *     section 3, where it is 16 of 32 pixels for 10 classes); 0 turns it off
 * @param randAugmentOperations how many random operations follow one another (arXiv:1909.13719, section 3); 0 turns
 *     them off
 * @param randAugmentMagnitude how strong they are, from 0 to 10
 */
public record Augmentation(
        double shift,
        boolean mirror,
        double minimumArea,
        double brightness,
        double contrast,
        double saturation,
        double cutout,
        int randAugmentOperations,
        int randAugmentMagnitude) {
    /** Images as they are. */
    public static final Augmentation NONE = new Augmentation(0, false);

    public static final int MOST_MAGNITUDE = 10;

    private static final int MOST_OPERATIONS = 10;
    private static final double WIDEST_ASPECT = 4.0 / 3;
    private static final int CROP_TRIALS = 10;

    /** As much above the largest resolution as the 256 pixels above the 224 that evaluation on ImageNet scales to. */
    private static final double STORED_SHARE = 8.0 / 7;

    public Augmentation {
        require(shift >= 0 && shift < 1, "shift", "must be at least 0 and below 1", shift);
        require(minimumArea > 0 && minimumArea <= 1, "minimumArea", "must be above 0 and at most 1", minimumArea);
        requireShare("brightness", brightness);
        requireShare("contrast", contrast);
        requireShare("saturation", saturation);
        requireShare("cutout", cutout);
        require(
                randAugmentOperations >= 0 && randAugmentOperations <= MOST_OPERATIONS,
                "randAugmentOperations",
                "must be in 0.." + MOST_OPERATIONS,
                randAugmentOperations);
        require(
                randAugmentMagnitude >= 0 && randAugmentMagnitude <= MOST_MAGNITUDE,
                "randAugmentMagnitude",
                "must be in 0.." + MOST_MAGNITUDE,
                randAugmentMagnitude);
    }

    /** What is usual for images of some tens of pixels. */
    public Augmentation(double shift, boolean mirror) {
        this(shift, mirror, 1, 0, 0, 0, 0, 0, 0);
    }

    private static void requireShare(String field, double value) {
        require(value >= 0 && value <= 1, field, "must be in 0..1", value);
    }

    private static void require(boolean holds, String field, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " " + rule + ", got " + value);
        }
    }

    /** The same with random resized crops. */
    public Augmentation withCrops(double newMinimumArea) {
        return new Augmentation(
                shift,
                mirror,
                newMinimumArea,
                brightness,
                contrast,
                saturation,
                cutout,
                randAugmentOperations,
                randAugmentMagnitude);
    }

    /** The same with colours that vary. */
    public Augmentation withColours(double newBrightness, double newContrast, double newSaturation) {
        return new Augmentation(
                shift,
                mirror,
                minimumArea,
                newBrightness,
                newContrast,
                newSaturation,
                cutout,
                randAugmentOperations,
                randAugmentMagnitude);
    }

    public Augmentation withCutout(double newCutout) {
        return new Augmentation(
                shift,
                mirror,
                minimumArea,
                brightness,
                contrast,
                saturation,
                newCutout,
                randAugmentOperations,
                randAugmentMagnitude);
    }

    public Augmentation withRandAugment(int operations, int magnitude) {
        return new Augmentation(
                shift, mirror, minimumArea, brightness, contrast, saturation, cutout, operations, magnitude);
    }

    /** True if training images are cropped at random, so that whole photos have to be kept for them. */
    public boolean crops() {
        return minimumArea < 1;
    }

    /** True if values are changed, not only moved. */
    boolean recolours() {
        return brightness > 0 || contrast > 0 || saturation > 0 || randAugmentOperations > 0;
    }

    /**
     * Pixels of the shorter side at which photos are kept for training: 8/7 of the largest resolution if they are
     * cropped, so that a usual crop need not be enlarged much.
     */
    public int storedSize(int largestResolution) {
        return crops() ? (int) Math.ceil(largestResolution * STORED_SHARE) : largestResolution;
    }

    /** Draws what is seen of a frame. */
    View view(Frame frame, SplittableRandom random) {
        View view = crops() ? crop(frame, random) : View.square(frame);
        int most = (int) Math.round(shift * Math.min(view.width(), view.height()));
        int right = random.nextInt(-most, most + 1);
        int down = random.nextInt(-most, most + 1);
        return view.shifted(right, down).withMirrored(mirror && random.nextBoolean());
    }

    /** Area and logarithm of the aspect ratio are uniform; what does not fit is drawn again, in the end the middle. */
    private View crop(Frame frame, SplittableRandom random) {
        for (int trial = 0; trial < CROP_TRIALS; trial++) {
            double area = (minimumArea + (1 - minimumArea) * random.nextDouble()) * frame.width() * frame.height();
            double aspect = Math.exp((2 * random.nextDouble() - 1) * Math.log(WIDEST_ASPECT));
            int width = (int) Math.max(1, Math.round(Math.sqrt(area * aspect)));
            int height = (int) Math.max(1, Math.round(Math.sqrt(area / aspect)));
            if (width <= frame.width() && height <= frame.height()) {
                int x = random.nextInt(frame.width() - width + 1);
                int y = random.nextInt(frame.height() - height + 1);
                return new View(x, y, width, height, false);
            }
        }
        return View.square(frame);
    }
}
