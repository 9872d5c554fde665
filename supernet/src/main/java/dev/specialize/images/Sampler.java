package dev.specialize.images;

import java.util.Arrays;
import java.util.List;

/**
 * Brings views of frames to a resolution. What a byte becomes is looked up in a table. Not thread-safe: its buffers are
 * used again from image to image.
 */
final class Sampler {
    private static final int BYTES = 256;
    private static final int COLOURS = 3;
    private static final float WHITE = 255;

    private final int channels;
    private final float[][] values;
    private final float[] outside;
    private final Resampling resampling;

    private float[] line = {};
    private float[] upper = {};
    private float[] lower = {};

    private Sampler(float[][] values, float[] outside, Resampling resampling) {
        channels = outside.length;
        this.values = values;
        this.outside = outside;
        this.resampling = resampling;
    }

    /** To what a network reads; outside of a frame is 0, the mean colour. */
    static Sampler normalizing(Preprocessing preprocessing) {
        return new Sampler(table(preprocessing), new float[preprocessing.means().size()], preprocessing.resampling());
    }

    /** To values in 0..255; outside of a frame is the mean colour. */
    static Sampler plain(Preprocessing preprocessing) {
        List<Float> means = preprocessing.means();
        float[][] values = new float[means.size()][BYTES];
        float[] outside = new float[means.size()];
        for (int c = 0; c < outside.length; c++) {
            outside[c] = WHITE * Math.max(0, Math.min(1, means.get(c)));
            for (int value = 0; value < BYTES; value++) {
                values[c][value] = value;
            }
        }
        return new Sampler(values, outside, preprocessing.resampling());
    }

    /** (channels, 256): (value / 255 - mean) / deviation. */
    static float[][] table(Preprocessing preprocessing) {
        int channels = preprocessing.means().size();
        float[][] values = new float[channels][BYTES];
        for (int c = 0; c < channels; c++) {
            float mean = preprocessing.means().get(c);
            float deviation = preprocessing.deviations().get(c);
            for (int value = 0; value < BYTES; value++) {
                values[c][value] = (value / WHITE - mean) / deviation;
            }
        }
        return values;
    }

    /** Writes a view, (resolution, resolution, channels), row-major, at {@code offset}. */
    void draw(Frame frame, View view, int resolution, float[] out, int offset) {
        reserve(view, resolution);
        boolean shrinks = view.width() > resolution || view.height() > resolution;
        if (shrinks && resampling == Resampling.ANTIALIASED) {
            average(frame, view, resolution, out, offset);
        } else if (view.width() == resolution && view.height() == resolution) {
            copy(frame, view, resolution, out, offset);
        } else {
            interpolate(frame, view, resolution, out, offset);
        }
    }

    private void reserve(View view, int resolution) {
        // one pixel more, which taps of weight 0 read
        if (line.length < (view.width() + 1) * channels) {
            line = new float[(view.width() + 1) * channels];
        }
        if (upper.length != resolution * channels) {
            upper = new float[resolution * channels];
            lower = new float[resolution * channels];
        }
    }

    private void copy(Frame frame, View view, int resolution, float[] out, int offset) {
        int row = resolution * channels;
        for (int y = 0; y < resolution; y++) {
            load(frame, view, y, out, offset + y * row);
            if (view.mirrored()) {
                mirror(out, offset + y * row, resolution);
            }
        }
    }

    private void mirror(float[] out, int offset, int pixels) {
        for (int left = 0; left < pixels / 2; left++) {
            int from = offset + left * channels;
            int to = offset + (pixels - 1 - left) * channels;
            for (int c = 0; c < channels; c++) {
                float value = out[from + c];
                out[from + c] = out[to + c];
                out[to + c] = value;
            }
        }
    }

    /** First along rows, then between two of them. */
    private void interpolate(Frame frame, View view, int resolution, float[] out, int offset) {
        int[] left = new int[resolution];
        float[] right = new float[resolution];
        for (int x = 0; x < resolution; x++) {
            float at = Taps.nearest(view.mirrored() ? resolution - 1 - x : x, view.width(), resolution);
            left[x] = ((int) at) * channels;
            right[x] = at - (int) at;
        }
        int upperRow = -1;
        int lowerRow = -1;
        for (int y = 0; y < resolution; y++) {
            float at = Taps.nearest(y, view.height(), resolution);
            int top = (int) at;
            float down = at - top;
            if (top == lowerRow) {
                float[] swapped = upper;
                upper = lower;
                lower = swapped;
                lowerRow = upperRow;
                upperRow = top;
            }
            if (top != upperRow) {
                narrow(frame, view, top, left, right, upper);
                upperRow = top;
            }
            if (down > 0 && lowerRow != top + 1) {
                narrow(frame, view, top + 1, left, right, lower);
                lowerRow = top + 1;
            }
            blend(down, out, offset + y * resolution * channels);
        }
    }

    private void blend(float down, float[] out, int offset) {
        float[] above = upper;
        float[] below = lower;
        if (down == 0) {
            System.arraycopy(above, 0, out, offset, above.length);
            return;
        }
        for (int i = 0; i < above.length; i++) {
            out[offset + i] = above[i] + down * (below[i] - above[i]);
        }
    }

    private void narrow(Frame frame, View view, int y, int[] left, float[] right, float[] into) {
        load(frame, view, y, line, 0);
        if (channels == COLOURS) {
            narrowColours(left, right, into);
            return;
        }
        float[] from = line;
        int next = 0;
        for (int x = 0; x < left.length; x++) {
            int at = left[x];
            float weight = right[x];
            for (int c = 0; c < channels; c++) {
                into[next++] = from[at + c] + weight * (from[at + channels + c] - from[at + c]);
            }
        }
    }

    private void narrowColours(int[] left, float[] right, float[] into) {
        float[] from = line;
        for (int x = 0, next = 0; x < left.length; x++, next += COLOURS) {
            int at = left[x];
            float weight = right[x];
            into[next] = from[at] + weight * (from[at + 3] - from[at]);
            into[next + 1] = from[at + 1] + weight * (from[at + 4] - from[at + 1]);
            into[next + 2] = from[at + 2] + weight * (from[at + 5] - from[at + 2]);
        }
    }

    /** A row that several output rows read is resampled once. */
    private void average(Frame frame, View view, int resolution, float[] out, int offset) {
        Taps across = Taps.antialiased(view.width(), resolution);
        Taps down = Taps.antialiased(view.height(), resolution);
        int row = resolution * channels;
        float[] narrow = new float[view.height() * row];
        for (int y = 0; y < view.height(); y++) {
            load(frame, view, y, line, 0);
            average(across, view.mirrored(), narrow, y * row);
        }
        Arrays.fill(out, offset, offset + resolution * row, 0);
        for (int y = 0; y < resolution; y++) {
            float[] weights = down.weights()[y];
            for (int t = 0; t < weights.length; t++) {
                int from = (down.first()[y] + t) * row;
                for (int i = 0; i < row; i++) {
                    out[offset + y * row + i] += weights[t] * narrow[from + i];
                }
            }
        }
    }

    private void average(Taps across, boolean mirrored, float[] narrow, int offset) {
        int resolution = across.first().length;
        for (int x = 0; x < resolution; x++) {
            int column = mirrored ? resolution - 1 - x : x;
            float[] weights = across.weights()[column];
            for (int c = 0; c < channels; c++) {
                int from = across.first()[column] * channels + c;
                float sum = 0;
                for (int t = 0; t < weights.length; t++) {
                    sum += weights[t] * line[from + t * channels];
                }
                narrow[offset + x * channels + c] = sum;
            }
        }
    }

    /** One row of the window as values. */
    private void load(Frame frame, View view, int y, float[] into, int offset) {
        int row = view.y() + y;
        int begin = Math.max(0, Math.min(view.width(), -view.x()));
        int end = Math.max(begin, Math.min(view.width(), frame.width() - view.x()));
        if (row < 0 || row >= frame.height()) {
            fill(into, offset, view.width());
            return;
        }
        fill(into, offset, begin);
        int from = frame.offset() + (row * frame.width() + view.x() + begin) * channels;
        look(frame.pixels(), from, into, offset + begin * channels, (end - begin) * channels);
        fill(into, offset + end * channels, view.width() - end);
    }

    private void look(byte[] pixels, int from, float[] into, int offset, int count) {
        if (channels == 1) {
            float[] grey = values[0];
            for (int i = 0; i < count; i++) {
                into[offset + i] = grey[pixels[from + i] & 0xff];
            }
            return;
        }
        if (channels == COLOURS) {
            float[] red = values[0];
            float[] green = values[1];
            float[] blue = values[2];
            for (int i = 0; i < count; i += COLOURS) {
                into[offset + i] = red[pixels[from + i] & 0xff];
                into[offset + i + 1] = green[pixels[from + i + 1] & 0xff];
                into[offset + i + 2] = blue[pixels[from + i + 2] & 0xff];
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            into[offset + i] = values[i % channels][pixels[from + i] & 0xff];
        }
    }

    private void fill(float[] into, int offset, int pixels) {
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < channels; c++) {
                into[offset + i * channels + c] = outside[c];
            }
        }
    }
}
