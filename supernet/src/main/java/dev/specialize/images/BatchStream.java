package dev.specialize.images;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The training batches of a run. Everything about batch number {@code step} follows from (seed, step), so a run that is
 * taken up again sees what it would have seen.
 */
public final class BatchStream {
    private final ImageSet images;
    private final Preprocessing preprocessing;
    private final int batchSize;
    private final long seed;
    private final Augmentation augmentation;

    private int[] order = {};
    private long orderedEpoch = -1;

    /**
     * What is varied in a training image.
     *
     * @param shift largest shift along each axis as a share of the image's size; what moves in is the mean colour
     * @param mirror whether half of the images are mirrored left to right
     */
    public record Augmentation(double shift, boolean mirror) {}

    public BatchStream(
            ImageSet images, Preprocessing preprocessing, int batchSize, long seed, Augmentation augmentation) {
        if (images.count() < batchSize) {
            throw new IllegalArgumentException("a batch of " + batchSize + " needs as many images, got " + images);
        }
        this.images = images;
        this.preprocessing = preprocessing;
        this.batchSize = batchSize;
        this.seed = seed;
        this.augmentation = augmentation;
    }

    /**
     * One batch.
     *
     * @param pixels (N, resolution, resolution, channels), row-major
     * @param labels (N)
     * @param places of the images in their set, (N)
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, from the thread that fills to the one that trains
    public record Batch(float[] pixels, int[] labels, int[] places, int resolution) {}

    /** Whole batches in one pass over the images; the rest of each epoch's order is left out. */
    public int stepsPerEpoch() {
        return images.count() / batchSize;
    }

    /** Makes the batch of a step. Not thread-safe. */
    public Batch batch(long step, int resolution) {
        long epoch = step / stepsPerEpoch();
        if (epoch != orderedEpoch) {
            order = Shuffle.places(images.count(), Seeds.mix(seed, epoch));
            orderedEpoch = epoch;
        }
        int first = (int) (step % stepsPerEpoch()) * batchSize;
        int stride = resolution * resolution * images.channels();
        float[] pixels = new float[batchSize * stride];
        int[] labels = new int[batchSize];
        int[] places = Arrays.copyOfRange(order, first, first + batchSize);
        SplittableRandom random = new SplittableRandom(Seeds.mix(seed, ~step));
        for (int i = 0; i < batchSize; i++) {
            preprocessing.sample(images, places[i], view(random), resolution, pixels, i * stride);
            labels[i] = images.labels()[places[i]];
        }
        return new Batch(pixels, labels, places, resolution);
    }

    private Preprocessing.View view(SplittableRandom random) {
        int most = (int) Math.round(augmentation.shift() * images.size());
        int x = random.nextInt(-most, most + 1);
        int y = random.nextInt(-most, most + 1);
        return new Preprocessing.View(x, y, augmentation.mirror() && random.nextBoolean());
    }
}
