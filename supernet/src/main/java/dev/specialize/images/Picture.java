package dev.specialize.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/**
 * A decoded image. Samples are those of the file, brought to eight bits: colour profiles are ignored, as programs that
 * train networks do; what is transparent is shown on black.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param pixels unsigned bytes, (height, width, channels), row-major
 */
@SuppressWarnings("ArrayRecordComponent") // lives until it is scaled
record Picture(int width, int height, int channels, byte[] pixels) {
    private static final int WHITE = 255;

    static Picture of(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        if (!(colours instanceof ComponentColorModel)) {
            return unpacked(image); // a palette, or samples packed into whole numbers
        }
        int samples = colours.getNumColorComponents();
        int type = colours.getColorSpace().getType();
        boolean grey = type == ColorSpace.TYPE_GRAY && samples == 1;
        boolean rgb = type == ColorSpace.TYPE_RGB && samples == 3;
        if (!grey && !rgb) {
            throw new UnsupportedOperationException("has neither grey nor red, green and blue samples");
        }
        if (colours.getTransferType() != DataBuffer.TYPE_BYTE && colours.getTransferType() != DataBuffer.TYPE_USHORT) {
            throw new UnsupportedOperationException("has samples of more than 16 bits");
        }
        return switch (image.getType()) {
            case BufferedImage.TYPE_3BYTE_BGR -> reversed(image);
            case BufferedImage.TYPE_BYTE_GRAY -> new Picture(image.getWidth(), image.getHeight(), 1, bytes(image));
            default -> sampled(image, samples);
        };
    }

    private static Picture reversed(BufferedImage image) {
        byte[] bgr = bytes(image);
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return new Picture(image.getWidth(), image.getHeight(), 3, rgb);
    }

    private static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    private static Picture sampled(BufferedImage image, int samples) {
        ColorModel colours = image.getColorModel();
        Raster raster = image.getRaster(); // bands are red, green, blue whatever their order in memory
        int width = image.getWidth();
        int bands = raster.getNumBands();
        int most = (1 << colours.getComponentSize(0)) - 1;
        boolean weighted = colours.hasAlpha() && !colours.isAlphaPremultiplied();
        byte[] pixels = new byte[width * image.getHeight() * samples];
        int[] row = new int[width * bands];
        int next = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int alpha = weighted ? eightBits(row[x * bands + samples], most) : WHITE;
                for (int s = 0; s < samples; s++) {
                    pixels[next++] = (byte) shown(eightBits(row[x * bands + s], most), alpha);
                }
            }
        }
        return new Picture(width, image.getHeight(), samples, pixels);
    }

    private static Picture unpacked(BufferedImage image) {
        int width = image.getWidth();
        byte[] pixels = new byte[width * image.getHeight() * 3];
        int[] row = new int[width];
        int next = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                int alpha = argb >>> 24;
                pixels[next++] = (byte) shown((argb >> 16) & WHITE, alpha);
                pixels[next++] = (byte) shown((argb >> 8) & WHITE, alpha);
                pixels[next++] = (byte) shown(argb & WHITE, alpha);
            }
        }
        return new Picture(width, image.getHeight(), 3, pixels);
    }

    /**
     * Of four inks: cyan, magenta, yellow, black, stored as how much of each is missing.
     *
     * @param inYcc whether the first three are stored as luminance and two colour differences
     */
    static Picture ofInks(Raster raster, boolean inYcc) {
        int width = raster.getWidth();
        byte[] pixels = new byte[width * raster.getHeight() * 3];
        int[] row = new int[width * 4];
        int next = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int i = 0; i < row.length; i += 4) {
                if (inYcc) {
                    toInks(row, i);
                }
                for (int c = i; c < i + 3; c++) {
                    pixels[next++] = (byte) shown(row[c], row[i + 3]);
                }
            }
        }
        return new Picture(width, raster.getHeight(), 3, pixels);
    }

    /** What red, green and blue (ITU-T T.871, section 7) leave of white is what files of plain inks store. */
    private static void toInks(int[] row, int i) {
        double luminance = row[i];
        double blue = row[i + 1] - 128;
        double red = row[i + 2] - 128;
        row[i] = WHITE - clipped(luminance + 1.402 * red);
        row[i + 1] = WHITE - clipped(luminance - 0.344136 * blue - 0.714136 * red);
        row[i + 2] = WHITE - clipped(luminance + 1.772 * blue);
    }

    /** The picture as it is to be looked at. */
    Picture turned(Orientation orientation) {
        if (orientation.equals(Orientation.UPRIGHT)) {
            return this;
        }
        int columns = orientation.swapped() ? height : width;
        int rows = orientation.swapped() ? width : height;
        byte[] turned = new byte[pixels.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int along = orientation.swapped() ? y : x;
                int down = orientation.swapped() ? x : y;
                int column = orientation.fromRight() ? columns - 1 - along : along;
                int row = orientation.fromBottom() ? rows - 1 - down : down;
                System.arraycopy(
                        pixels, (y * width + x) * channels, turned, (row * columns + column) * channels, channels);
            }
        }
        return new Picture(columns, rows, channels, turned);
    }

    private static int clipped(double value) {
        return (int) Math.max(0, Math.min(WHITE, Math.rint(value)));
    }

    private static int eightBits(int sample, int most) {
        return most == WHITE ? sample : (int) (((long) sample * WHITE + most / 2) / most);
    }

    private static int shown(int value, int share) {
        return share == WHITE ? value : (value * share + WHITE / 2) / WHITE;
    }
}
