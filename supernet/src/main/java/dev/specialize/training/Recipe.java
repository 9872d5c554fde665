package dev.specialize.training;

/**
 * Everything that decides how weights move, apart from space and data. With the same recipe, space and data a run on the
 * same machine gives the same weights.
 *
 * @param format {@value #FORMAT}
 * @param rule which subnets a step trains: {@code sandwich} (arXiv:2003.11142, section 3.1)
 * @param epochs passes over the training images
 * @param batchSize images in a step
 * @param learningRate highest rate; it rises linearly over the warm-up and falls to 0 along a cosine
 * @param warmupSteps steps of the rise
 * @param momentum of the Nesterov kind
 * @param weightDecay not on scales, shifts and biases
 * @param labelSmoothing share of the target spread over all classes (arXiv:1512.00567, section 7)
 * @param normalizationMomentum weight of a batch in the running statistics
 * @param randomSubnets random subnets in a step, beside the largest and the smallest
 * @param shift largest shift of a training image, as a share of its size
 * @param mirror whether training images are mirrored at random
 * @param validationImages set aside from training where the data has no validation split
 * @param calibrationImages training images that the supernet keeps for recalibration
 * @param seed of everything random
 */
public record Recipe(
        String format,
        String rule,
        int epochs,
        int batchSize,
        double learningRate,
        int warmupSteps,
        double momentum,
        double weightDecay,
        double labelSmoothing,
        double normalizationMomentum,
        int randomSubnets,
        double shift,
        boolean mirror,
        int validationImages,
        int calibrationImages,
        long seed) {
    public static final String FORMAT = "recipe/1";
    public static final String SANDWICH = "sandwich";

    public Recipe {
        require(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        require(rule.equals(SANDWICH), "rule", "must be " + SANDWICH, rule);
        require(epochs >= 1, "epochs", "must be at least 1", epochs);
        require(batchSize >= 2, "batchSize", "must be at least 2", batchSize);
        require(learningRate > 0 && learningRate <= 10, "learningRate", "must be above 0 and at most 10", learningRate);
        require(warmupSteps >= 0, "warmupSteps", "must not be negative", warmupSteps);
        require(momentum >= 0 && momentum < 1, "momentum", "must be in 0..1", momentum);
        require(weightDecay >= 0 && weightDecay < 1, "weightDecay", "must be in 0..1", weightDecay);
        require(labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", "must be in 0..1", labelSmoothing);
        require(
                normalizationMomentum > 0 && normalizationMomentum <= 1,
                "normalizationMomentum",
                "must be in 0..1",
                normalizationMomentum);
        require(randomSubnets >= 0, "randomSubnets", "must not be negative", randomSubnets);
        require(shift >= 0 && shift < 1, "shift", "must be in 0..1", shift);
        require(validationImages >= 1, "validationImages", "must be at least 1", validationImages);
        require(calibrationImages >= 1, "calibrationImages", "must be at least 1", calibrationImages);
    }

    private static void require(boolean holds, String field, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " " + rule + ", got " + value);
        }
    }

    /** The sandwich rule with in-place distillation, sized for some tens of thousands of small images. */
    public static Recipe sandwich() {
        return new Recipe(FORMAT, SANDWICH, 20, 128, 0.05, 200, 0.9, 3e-5, 0.1, 0.1, 2, 0.125, true, 5_000, 500, 0);
    }

    public Recipe withEpochs(int newEpochs) {
        return new Recipe(
                format,
                rule,
                newEpochs,
                batchSize,
                learningRate,
                warmupSteps,
                momentum,
                weightDecay,
                labelSmoothing,
                normalizationMomentum,
                randomSubnets,
                shift,
                mirror,
                validationImages,
                calibrationImages,
                seed);
    }

    public Recipe withSeed(long newSeed) {
        return new Recipe(
                format,
                rule,
                epochs,
                batchSize,
                learningRate,
                warmupSteps,
                momentum,
                weightDecay,
                labelSmoothing,
                normalizationMomentum,
                randomSubnets,
                shift,
                mirror,
                validationImages,
                calibrationImages,
                newSeed);
    }

    /** The learning rate of a step, from 0, out of {@code steps}. */
    double rate(long step, long steps) {
        if (step < warmupSteps) {
            return learningRate * (step + 1) / warmupSteps;
        }
        double share = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * share));
    }
}
