package dev.specialize.images;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Decodes an image file to a square of bytes: shorter side scaled, centre cut out. */
final class Decoder {
    private final int size;
    private final int channels;
    private final int shorterSide;

    /** The square is as large as it can be. */
    Decoder(int size, int channels) {
        this(size, channels, 1);
    }

    /** @param share of the image's shorter side that the square takes */
    Decoder(int size, int channels, double share) {
        this.size = size;
        this.channels = channels;
        shorterSide = (int) Math.ceil(size / share);
        ImageIO.setUseCache(false);
    }

    int size() {
        return size;
    }

    int channels() {
        return channels;
    }

    /** Pixels (size, size, channels), or nothing if this is not an image that the JDK reads. */
    Optional<byte[]> decode(Path file) {
        try {
            return Optional.ofNullable(ImageIO.read(file.toFile()))
                    .map(this::square)
                    .map(this::bytes);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty(); // what ImageIO's readers throw on damaged files
        }
    }

    private BufferedImage square(BufferedImage image) {
        int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage out = new BufferedImage(size, size, type);
        double scale = (double) shorterSide / Math.min(image.getWidth(), image.getHeight());
        int width = (int) Math.max(shorterSide, Math.round(image.getWidth() * scale));
        int height = (int) Math.max(shorterSide, Math.round(image.getHeight() * scale));
        boolean same = width == image.getWidth() && height == image.getHeight();
        // area averaging: no aliasing however large the photo is; in sRGB, as scaling brightens images of grey samples
        Image scaled = same ? image : inRgb(image).getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
        Graphics2D graphics = out.createGraphics();
        graphics.drawImage(scaled, (size - width) / 2, (size - height) / 2, null);
        graphics.dispose();
        return out;
    }

    private static BufferedImage inRgb(BufferedImage image) {
        BufferedImage out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = out.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return out;
    }

    private byte[] bytes(BufferedImage image) {
        Raster raster = image.getRaster(); // bands are red, green, blue whatever their order in memory
        int[] samples = raster.getPixels(0, 0, size, size, (int[]) null);
        byte[] out = new byte[samples.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) samples[i];
        }
        return out;
    }
}
