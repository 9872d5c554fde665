package dev.specialize.images;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How one axis is resampled: out[i] is the sum over t of weights[i][t] * in[first[i] + t].
 *
 * @param first of the pixels that an output pixel is made of
 * @param weights of them; they add up to 1
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one method call
record Taps(int[] first, float[][] weights) {
    private static final double ROUNDING = 1e-9;

    /**
     * Where an axis shrinks, a tent as wide as two output pixels, cut off at the edges and scaled to sum 1; else the two
     * nearest pixels.
     */
    static Taps antialiased(int size, int resolution) {
        return size > resolution ? tents(size, resolution) : bilinear(size, resolution);
    }

    private static Taps tents(int size, int resolution) {
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
            weights[i] = scaled(tent, DoubleStream.of(tent).sum());
        }
        return new Taps(first, weights);
    }

    private static Taps bilinear(int size, int resolution) {
        int[] first = new int[resolution];
        float[][] weights = new float[resolution][];
        for (int i = 0; i < resolution; i++) {
            float at = nearest(i, size, resolution);
            first[i] = (int) at;
            float next = at - first[i];
            weights[i] = next == 0 ? new float[] {1} : new float[] {1 - next, next};
        }
        return new Taps(first, weights);
    }

    /** Where the centre of an output pixel lies among the centres of the input pixels. */
    static float nearest(int i, int size, int resolution) {
        return Math.max(0, Math.min(size - 1, (i + 0.5f) * size / resolution - 0.5f));
    }

    /**
     * The share of each input pixel in what an output pixel covers, whether the axis shrinks or grows.
     *
     * @param begin of the output pixels that are wanted
     * @param count of them
     */
    static Taps areas(int size, int resolution, int begin, int count) {
        double scale = (double) size / resolution;
        int[] first = new int[count];
        float[][] weights = new float[count][];
        for (int i = 0; i < count; i++) {
            double from = (begin + i) * scale;
            double to = Math.min(size, (begin + i + 1) * scale);
            first[i] = (int) from;
            int last = (int) Math.max(first[i], Math.ceil(to - ROUNDING) - 1);
            double[] covered = IntStream.rangeClosed(first[i], last)
                    .mapToDouble(at -> Math.min(to, at + 1) - Math.max(from, at))
                    .toArray();
            weights[i] = scaled(covered, DoubleStream.of(covered).sum());
        }
        return new Taps(first, weights);
    }

    private static float[] scaled(double[] values, double sum) {
        float[] out = new float[values.length];
        for (int t = 0; t < out.length; t++) {
            out[t] = (float) (values[t] / sum);
        }
        return out;
    }
}
