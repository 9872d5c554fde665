package dev.specialize.images;

/**
 * Scales pictures by the mean over the area that each pixel covers: no aliasing however large the photo is. Values are
 * those of the file, not amounts of light, as in image libraries.
 */
final class AreaAveraging {
    private static final int COLOURS = 3;

    private final Picture picture;
    private final Framing.Placement placement;
    private final Taps across;
    private final Taps down;
    private final float[] row;

    private AreaAveraging(Picture picture, Framing.Placement placement) {
        this.picture = picture;
        this.placement = placement;
        across = Taps.areas(picture.width(), placement.scaledWidth(), placement.x(), placement.width());
        down = Taps.areas(picture.height(), placement.scaledHeight(), placement.y(), placement.height());
        row = new float[picture.width() * picture.channels()];
    }

    /** The placement's window of the scaled picture, (height, width, channels). */
    static byte[] of(Picture picture, Framing.Placement placement) {
        boolean same = picture.width() == placement.scaledWidth() && picture.height() == placement.scaledHeight();
        return same ? cut(picture, placement) : new AreaAveraging(picture, placement).scaled();
    }

    private static byte[] cut(Picture picture, Framing.Placement placement) {
        int length = placement.width() * picture.channels();
        byte[] out = new byte[placement.height() * length];
        for (int y = 0; y < placement.height(); y++) {
            int from = ((placement.y() + y) * picture.width() + placement.x()) * picture.channels();
            System.arraycopy(picture.pixels(), from, out, y * length, length);
        }
        return out;
    }

    private byte[] scaled() {
        int channels = picture.channels();
        byte[] out = new byte[placement.height() * placement.width() * channels];
        for (int y = 0; y < placement.height(); y++) {
            flatten(down.first()[y], down.weights()[y]);
            int offset = y * placement.width() * channels;
            if (channels == COLOURS) {
                narrowColours(out, offset);
            } else {
                narrow(out, offset, channels);
            }
        }
        return out;
    }

    /** The mean of some rows of the picture; from left to right, all of it. */
    private void flatten(int first, float[] weights) {
        byte[] pixels = picture.pixels();
        float[] sums = row;
        for (int t = 0; t < weights.length; t++) {
            float weight = weights[t];
            int base = (first + t) * sums.length;
            for (int i = 0; i < sums.length; i++) {
                sums[i] = (t == 0 ? 0 : sums[i]) + weight * (pixels[base + i] & 0xff);
            }
        }
    }

    private void narrowColours(byte[] out, int offset) {
        int next = offset;
        for (int x = 0; x < placement.width(); x++) {
            int at = across.first()[x] * COLOURS;
            float red = 0.5f; // rounds to the nearest
            float green = 0.5f;
            float blue = 0.5f;
            for (float weight : across.weights()[x]) {
                red += weight * row[at];
                green += weight * row[at + 1];
                blue += weight * row[at + 2];
                at += COLOURS;
            }
            out[next++] = (byte) red;
            out[next++] = (byte) green;
            out[next++] = (byte) blue;
        }
    }

    private void narrow(byte[] out, int offset, int channels) {
        for (int i = 0; i < placement.width() * channels; i++) {
            int at = across.first()[i / channels] * channels + i % channels;
            float sum = 0.5f; // rounds to the nearest
            for (float weight : across.weights()[i / channels]) {
                sum += weight * row[at];
                at += channels;
            }
            out[offset + i] = (byte) sum;
        }
    }
}
