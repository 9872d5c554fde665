package dev.specialize.images;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
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

    /** Where a view of an image is taken: shifted by whole source pixels, mirrored or not. */
    record View(int shiftX, int shiftY, boolean mirrored) {
        static final View WHOLE = new View(0, 0, false);
    }

    /** Means and deviations over all pixels of a set. A channel of one colour gets deviation 1. */
    public static Preprocessing measuredOn(ImageSet images) {
        int channels = images.channels();
        double[] sums = new double[channels];
        double[] squares = new double[channels];
        byte[] pixels = images.pixels();
        for (int i = 0; i < pixels.length; i++) {
            double value = (pixels[i] & 0xff) / WHITE;
            sums[i % channels] += value;
            squares[i % channels] += value * value;
        }
        double n = (double) pixels.length / channels;
        List<Float> means = IntStream.range(0, channels)
                .mapToObj(c -> (float) (sums[c] / n))
                .toList();
        List<Float> deviations = IntStream.range(0, channels)
                .mapToObj(c -> (float) Math.sqrt(Math.max(0, squares[c] / n - sums[c] / n * sums[c] / n)))
                .map(d -> d > 0 ? d : 1f)
                .toList();
        return new Preprocessing(means, deviations);
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

    /**
     * Images as a network reads them.
     *
     * @return (count, channels, resolution, resolution), row-major
     */
    public float[] nchw(ImageSet images, int begin, int count, int resolution) {
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

    /** @return (count, resolution, resolution, channels), row-major */
    public float[] nhwc(ImageSet images, int begin, int count, int resolution) {
        int stride = resolution * resolution * images.channels();
        float[] out = new float[count * stride];
        for (int n = 0; n < count; n++) {
            sample(images, begin + n, View.WHOLE, resolution, out, n * stride);
        }
        return out;
    }

    /** Writes one image, (resolution, resolution, channels), at {@code offset}; outside the image is the mean colour. */
    void sample(ImageSet images, int place, View view, int resolution, float[] out, int offset) {
        int size = images.size();
        int channels = images.channels();
        int base = place * images.stride();
        if (resampling == Resampling.ANTIALIASED && resolution < size) {
            averaged(images, base, view, resolution, out, offset);
            return;
        }
        Taps taps = Taps.of(size, resolution);
        for (int y = 0; y < resolution; y++) {
            int top = taps.first[y] + view.shiftY;
            float down = taps.weight[y];
            for (int x = 0; x < resolution; x++) {
                int column = view.mirrored ? resolution - 1 - x : x;
                int left = taps.first[column] + view.shiftX;
                float right = taps.weight[column];
                for (int c = 0; c < channels; c++) {
                    float upper = mix(images, base, top, left, c, right);
                    float value =
                            down == 0 ? upper : upper + down * (mix(images, base, top + 1, left, c, right) - upper);
                    out[offset++] = value;
                }
            }
        }
    }

    /** First along rows, then along columns: a row that several output rows read is resampled once. */
    private void averaged(ImageSet images, int base, View view, int resolution, float[] out, int offset) {
        int size = images.size();
        int row = resolution * images.channels();
        Tents tents = Tents.of(size, resolution);
        float[] narrow = new float[size * row];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < resolution; x++) {
                int column = view.mirrored ? resolution - 1 - x : x;
                for (int c = 0; c < images.channels(); c++) {
                    float sum = 0;
                    for (int t = 0; t < tents.weights[column].length; t++) {
                        int left = tents.first[column] + t + view.shiftX;
                        sum += tents.weights[column][t] * value(images, base, y + view.shiftY, left, c);
                    }
                    narrow[y * row + x * images.channels() + c] = sum;
                }
            }
        }
        for (int y = 0; y < resolution; y++) {
            for (int t = 0; t < tents.weights[y].length; t++) {
                float weight = tents.weights[y][t];
                int from = (tents.first[y] + t) * row;
                for (int i = 0; i < row; i++) {
                    out[offset + y * row + i] += weight * narrow[from + i];
                }
            }
        }
    }

    private float mix(ImageSet images, int base, int y, int x, int channel, float right) {
        float left = value(images, base, y, x, channel);
        return right == 0 ? left : left + right * (value(images, base, y, x + 1, channel) - left);
    }

    private float value(ImageSet images, int base, int y, int x, int channel) {
        int size = images.size();
        if (y < 0 || y >= size || x < 0 || x >= size) {
            return 0;
        }
        int pixel = images.pixels()[base + (y * size + x) * images.channels() + channel] & 0xff;
        return (pixel / WHITE - means.get(channel)) / deviations.get(channel);
    }

    /** Bilinear taps along one axis: out[i] = (1 - weight[i]) * in[first[i]] + weight[i] * in[first[i] + 1]. */
    @SuppressWarnings("ArrayRecordComponent") // lives within one method call
    private record Taps(int[] first, float[] weight) {
        static Taps of(int size, int resolution) {
            int[] first = new int[resolution];
            float[] weight = new float[resolution];
            for (int i = 0; i < resolution; i++) {
                float at = Math.max(0, Math.min(size - 1, (i + 0.5f) * size / resolution - 0.5f));
                first[i] = (int) at;
                weight[i] = at - first[i];
            }
            return new Taps(first, weight);
        }
    }

    /**
     * Taps of a shrunken axis: out[i] is the sum over t of weights[i][t] * in[first[i] + t], with a tent as wide as two
     * output pixels, cut off at the edges and scaled to sum 1.
     */
    @SuppressWarnings("ArrayRecordComponent") // lives within one method call
    private record Tents(int[] first, float[][] weights) {
        static Tents of(int size, int resolution) {
            double scale = (double) size / resolution;
            int[] first = new int[resolution];
            float[][] weights = new float[resolution][];
            for (int i = 0; i < resolution; i++) {
                double center = (i + 0.5) * scale;
                first[i] = (int) Math.max(0, Math.floor(center - scale));
                int end = (int) Math.min(size, Math.ceil(center + scale));
                double[] tent = IntStream.range(first[i], end)
                        .mapToDouble(at -> Math.max(0, 1 - Math.abs(at + 0.5 - center) / scale))
                        .toArray();
                double sum = DoubleStream.of(tent).sum();
                weights[i] = new float[tent.length];
                for (int t = 0; t < tent.length; t++) {
                    weights[i][t] = (float) (tent[t] / sum);
                }
            }
            return new Tents(first, weights);
        }
    }
}
