package dev.specialize.images;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes training images: frames, varied and normalised. Not thread-safe: its buffers are used from image to image. */
final class ImagePainter {
    private final Augmentation augmentation;
    private final int channels;
    private final float[][] values;
    private final Sampler normalizing;
    private final Sampler plain;
    private final Canvas canvas;

    private float[] drawn = {};

    ImagePainter(Preprocessing preprocessing, Augmentation augmentation) {
        this.augmentation = augmentation;
        channels = preprocessing.means().size();
        values = Sampler.table(preprocessing);
        normalizing = Sampler.normalizing(preprocessing);
        plain = Sampler.plain(preprocessing);
        canvas = new Canvas(preprocessing.meanColour());
    }

    /** Writes an image, (resolution, resolution, channels), row-major, at {@code offset}. */
    void paint(Frame frame, SplittableRandom random, int resolution, float[] out, int offset) {
        View view = augmentation.view(frame, random);
        if (augmentation.recolours()) {
            recolour(frame, view, random, resolution);
            canvas.put(values, out, offset);
        } else {
            normalizing.draw(frame, view, resolution, out, offset);
        }
        if (augmentation.cutout() > 0) {
            cutOut(random, resolution, out, offset);
        }
    }

    private void recolour(Frame frame, View view, SplittableRandom random, int resolution) {
        int length = resolution * resolution * channels;
        if (drawn.length < length) {
            drawn = new float[length];
        }
        plain.draw(frame, view, resolution, drawn, 0);
        canvas.take(drawn, resolution);
        if (augmentation.brightness() > 0) {
            canvas.brighten(factor(augmentation.brightness(), random));
        }
        if (augmentation.contrast() > 0) {
            canvas.contrast(factor(augmentation.contrast(), random));
        }
        if (augmentation.saturation() > 0) {
            canvas.saturate(factor(augmentation.saturation(), random));
        }
        RandomOperation.apply(
                canvas, augmentation.randAugmentOperations(), augmentation.randAugmentMagnitude(), random);
    }

    private static double factor(double strength, SplittableRandom random) {
        return 1 + strength * (2 * random.nextDouble() - 1);
    }

    /** Any pixel can be the middle of the square, so that its edges may lie outside. */
    private void cutOut(SplittableRandom random, int resolution, float[] out, int offset) {
        int side = (int) Math.round(augmentation.cutout() * resolution);
        // shares of the side, so that another resolution loses the same
        int left = (int) (random.nextDouble() * resolution) - side / 2;
        int top = (int) (random.nextDouble() * resolution) - side / 2;
        int begin = Math.max(0, left);
        int end = Math.min(resolution, left + side);
        for (int y = Math.max(0, top); y < Math.min(resolution, top + side); y++) {
            int row = offset + y * resolution * channels;
            Arrays.fill(out, row + begin * channels, row + end * channels, 0);
        }
    }
}
