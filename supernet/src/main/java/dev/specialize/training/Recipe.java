package dev.specialize.training;

import dev.specialize.images.Augmentation;
import dev.specialize.images.Dataset;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.Precision;
import java.util.List;

/**
 * Everything that decides how weights move, apart from space and data. With the same recipe, space and data a run on the
 * same machine gives the same weights.
 *
 * @param format {@value #FORMAT}
 * @param name what people call it
 * @param phases one after the other; their shares add up to 1
 * @param epochs passes over the training images, all phases together
 * @param batchSize images in a step
 * @param momentum of the Nesterov kind
 * @param labelSmoothing share of the target spread over all classes (arXiv:1512.00567, section 7)
 * @param normalizationMomentum weight of a batch in the running statistics
 * @param precision of maps and products
 * @param augmentation what is varied in the training images of phases that do not say it themselves
 * @param validationImages set aside from training where the data has no validation split
 * @param calibrationImages training images that the supernet keeps for recalibration, fewer where they are very large
 * @param seed of everything random
 */
public record Recipe(
        String format,
        String name,
        List<Phase> phases,
        int epochs,
        int batchSize,
        double momentum,
        double labelSmoothing,
        double normalizationMomentum,
        Precision precision,
        Augmentation augmentation,
        int validationImages,
        int calibrationImages,
        long seed) {
    public static final String FORMAT = "recipe/5";

    private static final double ROUNDING = 1e-9;

    public Recipe {
        Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        phases = List.copyOf(phases);
        Require.that(!phases.isEmpty(), "phases", "must not be empty", phases);
        double shares = phases.stream().mapToDouble(Phase::share).sum();
        Require.that(Math.abs(shares - 1) < ROUNDING, "phases", "must have shares that add up to 1", shares);
        Require.that(
                !(ranksByAngle(phases) && sortsChannels(phases)),
                "phases",
                "must not sort channels where the last labels are random: the angle to the first weights is the result",
                phases.stream().map(Phase::name).toList());
        Require.that(epochs >= 1, "epochs", "must be at least 1", epochs);
        Require.that(batchSize >= 2, "batchSize", "must be at least 2", batchSize);
        Require.share("momentum", momentum);
        Require.share("labelSmoothing", labelSmoothing);
        Require.that(
                normalizationMomentum > 0 && normalizationMomentum <= 1,
                "normalizationMomentum",
                "must be in 0..1",
                normalizationMomentum);
        Require.that(validationImages >= 1, "validationImages", "must be at least 1", validationImages);
        Require.that(calibrationImages >= 1, "calibrationImages", "must be at least 1", calibrationImages);
    }

    /**
     * Checks that a space has the subnets that phases are given.
     *
     * @throws IllegalArgumentException if not; the message says where
     */
    public void requireSubnetsOf(SearchSpace space) {
        for (Phase phase : phases) {
            try {
                phase.given().ifPresent(space::requireContains);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "phase " + phase.name() + " of recipe '" + name + "' cannot train the subnet that it is given. "
                                + e.getMessage() + ". Maybe choose the space that it is of",
                        e);
            }
        }
    }

    public Recipe withPhases(List<Phase> newPhases) {
        return withPhases(name, newPhases);
    }

    Recipe withPhases(String newName, List<Phase> newPhases) {
        return new Recipe(
                format,
                newName,
                newPhases,
                epochs,
                batchSize,
                momentum,
                labelSmoothing,
                normalizationMomentum,
                precision,
                augmentation,
                validationImages,
                calibrationImages,
                seed);
    }

    public Recipe withEpochs(int newEpochs) {
        return new Recipe(
                format,
                name,
                phases,
                newEpochs,
                batchSize,
                momentum,
                labelSmoothing,
                normalizationMomentum,
                precision,
                augmentation,
                validationImages,
                calibrationImages,
                seed);
    }

    public Recipe withBatchSize(int newBatchSize) {
        return new Recipe(
                format,
                name,
                phases,
                epochs,
                newBatchSize,
                momentum,
                labelSmoothing,
                normalizationMomentum,
                precision,
                augmentation,
                validationImages,
                calibrationImages,
                seed);
    }

    public Recipe withPrecision(Precision newPrecision) {
        return new Recipe(
                format,
                name,
                phases,
                epochs,
                batchSize,
                momentum,
                labelSmoothing,
                normalizationMomentum,
                newPrecision,
                augmentation,
                validationImages,
                calibrationImages,
                seed);
    }

    public Recipe withSeed(long newSeed) {
        return new Recipe(
                format,
                name,
                phases,
                epochs,
                batchSize,
                momentum,
                labelSmoothing,
                normalizationMomentum,
                precision,
                augmentation,
                validationImages,
                calibrationImages,
                newSeed);
    }

    /** What is varied in the training images of a phase. */
    Augmentation augmentation(Phase phase) {
        return phase.augmentation().orElse(augmentation);
    }

    /**
     * How images are read to train subnets of a space: at its largest resolution, and whole photos if any phase crops them.
     */
    public Dataset.Settings settings(SearchSpace space) {
        Augmentation most = phases.stream()
                .map(this::augmentation)
                .filter(Augmentation::crops)
                .findFirst()
                .orElse(augmentation);
        return new Dataset.Settings(space.maxResolution(), space.inputChannels(), validationImages, seed)
                .withAugmentation(most);
    }

    /** The first training images, which a supernet keeps to recalibrate its subnets, as evaluation sees them. */
    public ImageSet calibration(ImageSource train) {
        return train.first(calibrationImages);
    }

    /** True if the last labels meant nothing, so that no accuracy can be asked for (arXiv:2101.11834). */
    public boolean ranksByAngle() {
        return ranksByAngle(phases);
    }

    private static boolean ranksByAngle(List<Phase> phases) {
        return phases.get(phases.size() - 1).labels() == Labels.RANDOM;
    }

    /** True if training moves channels, so that weights are no longer where they began. */
    public boolean sortsChannels() {
        return sortsChannels(phases);
    }

    private static boolean sortsChannels(List<Phase> phases) {
        return phases.stream().anyMatch(phase -> phase.entry() == Entry.SORT_CHANNELS);
    }

    /** With smaller batches, and rates that are lower by as much (arXiv:1706.02677, section 2.1). */
    Recipe withSmallerBatch(int newBatchSize) {
        double share = (double) newBatchSize / batchSize;
        return withBatchSize(newBatchSize)
                .withPhases(phases.stream()
                        .map(phase -> phase.withLearningRate(share * phase.learningRate()))
                        .toList());
    }
}
