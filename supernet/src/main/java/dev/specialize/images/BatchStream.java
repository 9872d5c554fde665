package dev.specialize.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The training batches of a run. Everything about an image of batch number {@code step} follows from (seed, step, its
 * place), so a run that is taken up again sees what it would have seen, whoever makes the batches. Thread-safe.
 */
public final class BatchStream {
    private final ImageSource images;
    private final Preprocessing preprocessing;
    private final int batchSize;
    private final long seed;
    private final Augmentation augmentation;

    /** Of the last two epochs asked for, which is what threads need that make neighbouring batches. */
    private final AtomicReferenceArray<Epoch> epochs = new AtomicReferenceArray<>(2);

    public BatchStream(
            ImageSource images, Preprocessing preprocessing, int batchSize, long seed, Augmentation augmentation) {
        if (images.count() < batchSize) {
            throw new IllegalArgumentException("a batch of " + batchSize + " needs as many images, got " + images);
        }
        if (images.channels() != preprocessing.means().size()) {
            throw new IllegalArgumentException("images of " + images.channels() + " channels, means of "
                    + preprocessing.means().size());
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
     * @param values float32 in native byte order, (N, resolution, resolution, channels), row-major
     * @param labels (N)
     * @param places (N) of its images in their source
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, from the thread that fills to the one that trains
    public record Batch(ByteBuffer values, int[] labels, int[] places, int resolution) {
        /** One of {@code parts} equal parts, the last taking the rest; it shares this batch's memory. */
        public Batch part(int index, int parts) {
            int begin = index * (labels.length / parts);
            int end = index + 1 == parts ? labels.length : begin + labels.length / parts;
            int stride = values.limit() / labels.length;
            ByteBuffer some = values.duplicate()
                    .position(begin * stride)
                    .limit(end * stride)
                    .slice()
                    .order(ByteOrder.nativeOrder());
            return new Batch(
                    some, Arrays.copyOfRange(labels, begin, end), Arrays.copyOfRange(places, begin, end), resolution);
        }

        /** A copy of the values as an array. */
        public float[] pixels() {
            FloatBuffer floats =
                    values.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
            float[] pixels = new float[floats.remaining()];
            floats.get(pixels);
            return pixels;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Epoch(long number, int[] order) {}

    /** Whole batches in one pass over the images; the rest of each epoch's order is left out. */
    public int stepsPerEpoch() {
        return images.count() / batchSize;
    }

    public int batchSize() {
        return batchSize;
    }

    /** Makes the batch of a step, in memory of its own. */
    public Batch batch(long step, int resolution) {
        ByteBuffer values = ByteBuffer.allocate(bytes(resolution)).order(ByteOrder.nativeOrder());
        return fill(step, new Batch(values, new int[batchSize], new int[batchSize], resolution));
    }

    /** Bytes of the values of a batch. */
    int bytes(int resolution) {
        return Math.multiplyExact(batchSize * Float.BYTES, stride(resolution));
    }

    private int stride(int resolution) {
        return resolution * resolution * images.channels();
    }

    /** Writes the batch of a step over what {@code batch} holds. */
    Batch fill(long step, Batch batch) {
        int[] order = order(step / stepsPerEpoch());
        int first = (int) (step % stepsPerEpoch()) * batchSize;
        long stepSeed = Seeds.mix(seed, ~step);
        ImagePainter painter = new ImagePainter(preprocessing, augmentation);
        FloatBuffer values = batch.values.asFloatBuffer();
        float[] image = new float[stride(batch.resolution)];
        for (int i = 0; i < batchSize; i++) {
            int place = order[first + i];
            SplittableRandom random = new SplittableRandom(Seeds.mix(stepSeed, place));
            painter.paint(images.frame(place), random, batch.resolution, image, 0);
            values.put(image);
            batch.labels[i] = images.label(place);
            batch.places[i] = place;
        }
        return batch;
    }

    private int[] order(long epoch) {
        int slot = (int) (epoch & 1);
        Epoch known = epochs.get(slot);
        if (known == null || known.number != epoch) {
            known = new Epoch(epoch, Shuffle.places(images.count(), Seeds.mix(seed, epoch)));
            epochs.set(slot, known);
        }
        return known.order;
    }
}
