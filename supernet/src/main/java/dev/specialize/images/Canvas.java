package dev.specialize.images;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * One square image that is worked on in place. Operations round to bytes, as those of image libraries do. Not
 * thread-safe.
 */
final class Canvas {
    private static final int WHITE = 255;
    private static final int LEVELS = 256;

    /** Weights of the middle and of each neighbour when an image is smoothed, of 13. */
    private static final int SMOOTH_MIDDLE = 5;

    private static final int SMOOTH_SUM = 13;

    /** Fractions are counted in these many bits: enough for sides of thousands of pixels, and for factors up to 2. */
    private static final int FIXED_BITS = 16;

    private static final int FIXED_HALF = 1 << (FIXED_BITS - 1);

    private final int channels;
    private final byte[] fill;
    private final byte[] table = new byte[LEVELS];

    private int size;
    private byte[] pixels = {};
    private byte[] spare = {};

    /** @param fill what moves in from outside, for each channel */
    Canvas(byte[] fill) {
        channels = fill.length;
        this.fill = fill.clone();
    }

    /** Takes an image, (size, size, channels), of values in 0..255. */
    void take(float[] values, int newSize) {
        size = newSize;
        int length = size * size * channels;
        if (pixels.length != length) {
            pixels = new byte[length];
            spare = new byte[length];
        }
        for (int i = 0; i < length; i++) {
            pixels[i] = (byte) (values[i] + 0.5f);
        }
    }

    /** Writes the image as what {@code values} says of each channel's bytes. */
    void put(float[][] values, float[] out, int offset) {
        for (int c = 0; c < channels; c++) {
            float[] ofChannel = values[c];
            for (int i = c; i < pixels.length; i += channels) {
                out[offset + i] = ofChannel[pixels[i] & 0xff];
            }
        }
    }

    /** Moves all values away from black, or towards it. */
    void brighten(double factor) {
        map(value -> clipped(factor * value));
    }

    /** Moves all values away from the image's mean grey, or towards it. */
    void contrast(double factor) {
        long sum = 0;
        for (int i = 0; i < pixels.length; i += channels) {
            sum += grey(i);
        }
        double mean = Math.rint((double) sum / (size * size));
        map(value -> clipped(mean + factor * (value - mean)));
    }

    /** Moves colours away from the grey of their pixel, or towards it. */
    void saturate(double factor) {
        if (channels == 1) {
            return;
        }
        int scaled = fixed(factor);
        byte[] p = pixels;
        for (int i = 0; i < p.length; i += channels) {
            int grey = grey(i);
            for (int c = i; c < i + channels; c++) {
                p[c] = away(grey, p[c] & 0xff, scaled);
            }
        }
    }

    /** Moves all values away from those of a smoothed image, or towards them; pixels at the edges stay. */
    void sharpen(double factor) {
        System.arraycopy(pixels, 0, spare, 0, pixels.length);
        int scaled = fixed(factor);
        int row = size * channels;
        for (int y = 1; y < size - 1; y++) {
            for (int i = y * row + channels; i < (y + 1) * row - channels; i++) {
                int middle = spare[i] & 0xff;
                int around = three(i - row) + three(i) + three(i + row) - middle;
                int smooth = (SMOOTH_MIDDLE * middle + around + SMOOTH_SUM / 2) / SMOOTH_SUM;
                pixels[i] = away(smooth, middle, scaled);
            }
        }
    }

    /** @param scaled factor of the distance, as {@link #fixed} makes it */
    private static byte away(int from, int value, int scaled) {
        int moved = from + ((scaled * (value - from) + FIXED_HALF) >> FIXED_BITS);
        return (byte) Math.max(0, Math.min(WHITE, moved));
    }

    private static int fixed(double value) {
        return (int) Math.round(value * (1 << FIXED_BITS));
    }

    private int three(int i) {
        return (spare[i - channels] & 0xff) + (spare[i] & 0xff) + (spare[i + channels] & 0xff);
    }

    /** Keeps the highest bits of each value. */
    void posterize(int bits) {
        int mask = (WHITE << (8 - bits)) & WHITE;
        map(value -> (byte) (value & mask));
    }

    /** Inverts all values from a threshold on. */
    void solarize(int threshold) {
        map(value -> (byte) (value < threshold ? value : WHITE - value));
    }

    /** Stretches each channel so that its lowest value becomes black and its highest white. */
    void stretch() {
        for (int c = 0; c < channels; c++) {
            int[] histogram = histogram(c);
            int lowest = 0;
            while (histogram[lowest] == 0) {
                lowest++;
            }
            int highest = WHITE;
            while (histogram[highest] == 0) {
                highest--;
            }
            if (lowest < highest) {
                double from = lowest;
                double scale = (double) WHITE / (highest - lowest);
                map(c, value -> clipped((value - from) * scale));
            }
        }
    }

    /** Makes the values of each channel as evenly frequent as a table can. */
    void equalize() {
        for (int c = 0; c < channels; c++) {
            int[] histogram = histogram(c);
            int highest = WHITE;
            while (histogram[highest] == 0) {
                highest--;
            }
            int step = (size * size - histogram[highest]) / WHITE;
            if (step == 0) {
                continue; // one value, or so few pixels that no table evens them out
            }
            int[] below = new int[LEVELS];
            for (int value = 1; value < LEVELS; value++) {
                below[value] = below[value - 1] + histogram[value - 1];
            }
            map(c, value -> (byte) Math.min(WHITE, (step / 2 + below[value]) / step));
        }
    }

    /** Turns the image around its middle. */
    void rotate(double degrees) {
        double angle = Math.toRadians(degrees);
        transform(Math.cos(angle), Math.sin(angle), 0, -Math.sin(angle), Math.cos(angle), 0);
    }

    /** Moves rows sideways in proportion to their distance from the middle one. */
    void shearX(double slope) {
        transform(1, slope, 0, 0, 1, 0);
    }

    /** Moves columns up and down in proportion to their distance from the middle one. */
    void shearY(double slope) {
        transform(1, 0, 0, slope, 1, 0);
    }

    /** Shows what is to the right and below by these shares of the side. */
    void translate(double right, double down) {
        transform(1, 0, Math.rint(right * size), 0, 1, Math.rint(down * size));
    }

    /**
     * Each pixel becomes the one that lies nearest to (xx x + xy y + dx, yx x + yy y + dy), all of them seen from the
     * middle.
     */
    private void transform(double xx, double xy, double dx, double yx, double yy, double dy) {
        byte[] from = pixels;
        byte[] to = spare;
        double middle = size / 2.0;
        int right = fixed(xx);
        int down = fixed(yx);
        int next = 0;
        for (int y = 0; y < size; y++) {
            double u = 0.5 - middle;
            double v = y + 0.5 - middle;
            int column = fixed(xx * u + xy * v + dx + middle);
            int row = fixed(yx * u + yy * v + dy + middle);
            for (int x = 0; x < size; x++, column += right, row += down) {
                int left = column >> FIXED_BITS;
                int top = row >> FIXED_BITS;
                boolean inside = left >= 0 && left < size && top >= 0 && top < size;
                byte[] source = inside ? from : fill;
                int at = inside ? (top * size + left) * channels : 0;
                for (int c = 0; c < channels; c++) {
                    to[next++] = source[at + c];
                }
            }
        }
        pixels = to;
        spare = from;
    }

    private int[] histogram(int channel) {
        int[] histogram = new int[LEVELS];
        for (int i = channel; i < pixels.length; i += channels) {
            histogram[pixels[i] & 0xff]++;
        }
        return histogram;
    }

    private void map(IntUnaryOperator operator) {
        fillTable(operator);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = table[pixels[i] & 0xff];
        }
    }

    private void map(int channel, IntUnaryOperator operator) {
        fillTable(operator);
        for (int i = channel; i < pixels.length; i += channels) {
            pixels[i] = table[pixels[i] & 0xff];
        }
    }

    private void fillTable(IntUnaryOperator operator) {
        for (int value = 0; value < LEVELS; value++) {
            table[value] = (byte) operator.applyAsInt(value);
        }
    }

    private int grey(int i) {
        return channels == 1
                ? pixels[i] & 0xff
                : Luminance.of(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff);
    }

    private static byte clipped(double value) {
        return (byte) Math.min(WHITE, (int) (Math.max(0, value) + 0.5));
    }

    /** A copy of the image, (size, size, channels). */
    byte[] toBytes() {
        return Arrays.copyOf(pixels, size * size * channels);
    }
}
