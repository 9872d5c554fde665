package dev.specialize.images;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How pixels become what a network reads: resampling to its resolution, then (value / 255 - mean) / deviation for each
 * channel.
 *
 * @param means of each channel, of values in 0..1
 * @param deviations of each channel, above 0
 */
public record Preprocessing(List<Float> means, List<Float> deviations, Resampling resampling) {
    private static final float WHITE = 255;
    private static final long MOST_MEASURED_VALUES = 1L << 28;
    private static final int MOST_PARTS = 64;
    private static final int MOST_AT_ONCE = 100;

    /** Bilinear, as networks are trained here. */
    public Preprocessing(List<Float> means, List<Float> deviations) {
        this(means, deviations, Resampling.BILINEAR);
    }

    public Preprocessing {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (means.isEmpty() || means.size() != deviations.size()) {
            throw new IllegalArgumentException("means " + means + " and deviations " + deviations + " must pair up");
        }
        if (deviations.stream().anyMatch(d -> !(d > 0 && Float.isFinite(d)))) {
            throw new IllegalArgumentException("deviations must be above 0, got " + deviations);
        }
        if (!means.stream().allMatch(Float::isFinite)) {
            throw new IllegalArgumentException("means must be finite, got " + means);
        }
    }

    /**
     * Means and deviations over all pixels of the images, or of the first ones where these are more than some hundred
     * million values. A channel of one colour gets deviation 1.
     */
    public static Preprocessing measuredOn(ImageSource images) {
        long valuesOfOne = (long) images.size() * images.size() * images.channels();
        int count = (int) Math.min(images.count(), Math.max(1, MOST_MEASURED_VALUES / valuesOfOne));
        Histogram histogram = Histogram.of(images, count);
        List<Float> means = IntStream.range(0, images.channels())
                .mapToObj(c -> (float) histogram.mean(c))
                .toList();
        List<Float> deviations = IntStream.range(0, images.channels())
                .mapToObj(c -> (float) histogram.deviation(c))
                .map(d -> d > 0 ? d : 1f)
                .toList();
        return new Preprocessing(means, deviations);
    }

    /** The mean colour as bytes, for what works on bytes. */
    byte[] meanColour() {
        byte[] colour = new byte[means.size()];
        for (int c = 0; c < colour.length; c++) {
            colour[c] = (byte) Math.round(WHITE * Math.max(0, Math.min(1, means.get(c))));
        }
        return colour;
    }

    /**
     * Images that become independent normal values of mean 0 and deviation 1, but for rounding and for what is darker
     * than black or brighter than white; all have the label 0.
     */
    public ImageSet noise(int count, int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int channels = means.size();
        byte[] pixels = new byte[Math.multiplyExact(count, size * size * channels)];
        for (int i = 0; i < pixels.length; i++) {
            double value = means.get(i % channels) + deviations.get(i % channels) * random.nextGaussian();
            pixels[i] = (byte) Math.round(WHITE * Math.max(0, Math.min(1, value)));
        }
        return new ImageSet(size, channels, pixels, new int[count]);
    }

    /** Images resampled to a resolution and rounded to bytes again, as an app has them before a model normalises them. */
    public ImageSet pixels(ImageSource images, int resolution) {
        Preprocessing plain = new Preprocessing(
                Collections.nCopies(means.size(), 0f), Collections.nCopies(means.size(), 1f), resampling);
        int stride = resolution * resolution * images.channels();
        byte[] pixels = new byte[Math.multiplyExact(images.count(), stride)];
        for (int begin = 0; begin < images.count(); begin += MOST_AT_ONCE) {
            int count = Math.min(MOST_AT_ONCE, images.count() - begin);
            float[] values = plain.nhwc(images, begin, count, resolution);
            for (int i = 0; i < values.length; i++) {
                pixels[begin * stride + i] = (byte) Math.round(WHITE * Math.max(0, Math.min(1, values[i])));
            }
        }
        return new ImageSet(resolution, images.channels(), pixels, images.labels());
    }

    /**
     * Images as a network reads them.
     *
     * @return (count, channels, resolution, resolution), row-major
     */
    public float[] nchw(ImageSource images, int begin, int count, int resolution) {
        float[] nhwc = nhwc(images, begin, count, resolution);
        int channels = images.channels();
        int pixels = resolution * resolution;
        float[] out = new float[nhwc.length];
        for (int n = 0; n < count; n++) {
            for (int p = 0; p < pixels; p++) {
                for (int c = 0; c < channels; c++) {
                    out[(n * channels + c) * pixels + p] = nhwc[(n * pixels + p) * channels + c];
                }
            }
        }
        return out;
    }

    /**
     * Images as a network reads them: of frames that are no squares, the middle.
     *
     * @return (count, resolution, resolution, channels), row-major
     */
    public float[] nhwc(ImageSource images, int begin, int count, int resolution) {
        int stride = resolution * resolution * images.channels();
        float[] out = new float[count * stride];
        // by all cores, as the images may have to be decoded
        int parts = Math.min(count, MOST_PARTS);
        IntStream.range(0, parts).parallel().forEach(part -> {
            Sampler sampler = Sampler.normalizing(this);
            int end = (int) ((long) count * (part + 1) / parts);
            for (int n = (int) ((long) count * part / parts); n < end; n++) {
                Frame frame = images.frame(begin + n);
                sampler.draw(frame, View.square(frame), resolution, out, n * stride);
            }
        });
        return out;
    }
}
