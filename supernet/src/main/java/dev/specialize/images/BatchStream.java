package dev.specialize.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongFunction;

/**
 * The training batches of a run. Everything about an image of batch number {@code step} follows from (seed, step, its
 * place), so a run that is taken up again sees what it would have seen, whoever makes the batches. Thread-safe.
 */
public final class BatchStream {
    private final ImageSource images;
    private final Preprocessing preprocessing;
    private final int batchSize;
    private final long seed;
    private final LongFunction<Augmentation> augmentations;

    /** Of the last two epochs asked for, which is what threads need that make neighbouring batches. */
    private final AtomicReferenceArray<Epoch> epochs = new AtomicReferenceArray<>(2);

    public BatchStream(
            ImageSource images, Preprocessing preprocessing, int batchSize, long seed, Augmentation augmentation) {
        this(images, preprocessing, batchSize, seed, step -> augmentation);
    }

    /** @param augmentations of the batch of a step; called by all threads that make batches */
    public BatchStream(
            ImageSource images,
            Preprocessing preprocessing,
            int batchSize,
            long seed,
            LongFunction<Augmentation> augmentations) {
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
        this.augmentations = augmentations;
    }

    /**
     * One batch, at one resolution or several: the same views of the same images.
     *
     * @param images one for each resolution
     * @param labels (N)
     * @param places (N) of its images in their source
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, from the thread that fills to the one that trains
    public record Batch(List<Pixels> images, int[] labels, int[] places) {
        public Batch {
            images = List.copyOf(images);
        }

        /** One of {@code parts} equal parts, the last taking the rest; it shares this batch's memory. */
        public Batch part(int index, int parts) {
            int begin = index * (labels.length / parts);
            int end = index + 1 == parts ? labels.length : begin + labels.length / parts;
            return new Batch(
                    images.stream()
                            .map(pixels -> pixels.part(begin, end, labels.length))
                            .toList(),
                    Arrays.copyOfRange(labels, begin, end),
                    Arrays.copyOfRange(places, begin, end));
        }
    }

    /**
     * The images of a batch at one resolution.
     *
     * @param values float32 in native byte order, (N, resolution, resolution, channels), row-major
     */
    public record Pixels(int resolution, ByteBuffer values) {
        private Pixels part(int begin, int end, int images) {
            int stride = values.limit() / images;
            return new Pixels(resolution, slice(values, begin * stride, end * stride));
        }

        /** A copy of the values. */
        public float[] array() {
            FloatBuffer floats =
                    values.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer();
            float[] array = new float[floats.remaining()];
            floats.get(array);
            return array;
        }
    }

    private static ByteBuffer slice(ByteBuffer values, int begin, int end) {
        return values.duplicate().position(begin).limit(end).slice().order(ByteOrder.nativeOrder());
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

    /**
     * Makes the batch of a step, in memory of its own.
     *
     * @param resolutions each once
     */
    public Batch batch(long step, List<Integer> resolutions) {
        ByteBuffer memory = ByteBuffer.allocate(bytes(resolutions));
        return fill(step, resolutions, memory, new int[batchSize], new int[batchSize]);
    }

    /**
     * Bytes of the values of a batch.
     *
     * @throws IllegalArgumentException if they are more than a buffer holds
     */
    int bytes(List<Integer> resolutions) {
        long bytes = resolutions.stream().mapToLong(this::bytes).sum();
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d images at %s px take %.1f GB, and a step has 2.1 GB of them at most. Maybe choose a smaller batch",
                    batchSize,
                    resolutions,
                    bytes / 1e9));
        }
        return (int) bytes;
    }

    private long bytes(int resolution) {
        return (long) batchSize * Float.BYTES * stride(resolution);
    }

    private int stride(int resolution) {
        return resolution * resolution * images.channels();
    }

    /**
     * Makes the batch of a step in memory that is lent to it.
     *
     * @param memory at least so many bytes as it takes
     */
    Batch fill(long step, List<Integer> resolutions, ByteBuffer memory, int[] labels, int[] places) {
        List<Pixels> images = new ArrayList<>();
        int begin = 0;
        for (int resolution : resolutions) {
            int end = begin + (int) bytes(resolution);
            images.add(new Pixels(resolution, slice(memory, begin, end)));
            begin = end;
        }
        Batch batch = new Batch(images, labels, places);
        paint(step, batch);
        return batch;
    }

    private void paint(long step, Batch batch) {
        int[] order = order(step / stepsPerEpoch());
        int first = (int) (step % stepsPerEpoch()) * batchSize;
        long stepSeed = Seeds.mix(seed, ~step);
        ImagePainter painter = new ImagePainter(preprocessing, augmentations.apply(step));
        int longest = batch.images.stream()
                .mapToInt(pixels -> stride(pixels.resolution))
                .max()
                .orElseThrow();
        float[] image = new float[longest];
        for (int i = 0; i < batchSize; i++) {
            int place = order[first + i];
            Frame frame = images.frame(place);
            for (Pixels pixels : batch.images) {
                // the same draws for each, so that all resolutions show the same
                SplittableRandom random = new SplittableRandom(Seeds.mix(stepSeed, place));
                int stride = stride(pixels.resolution);
                painter.paint(frame, random, pixels.resolution, image, 0);
                pixels.values.asFloatBuffer().position(i * stride).put(image, 0, stride);
            }
            batch.labels[i] = images.label(place);
            batch.places[i] = place;
        }
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
