package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderTest {
    @TempDir
    private Path folder;

    private byte[] decoded(BufferedImage image, int size, int channels) throws IOException {
        Path file = folder.resolve("image.png");
        ImageIO.write(image, "png", file.toFile());
        return pixels(new Decoder(size, channels), file);
    }

    private static byte[] pixels(Decoder decoder, Path file) {
        return decoder.decode(file).frame().orElseThrow().pixels();
    }

    private static BufferedImage colour(int width, int height, IntBinaryOperator rgb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb.applyAsInt(x, y));
            }
        }
        return image;
    }

    private static BufferedImage grey(int size, int value) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < size * size; i++) {
            image.getRaster().setSample(i % size, i / size, 0, value);
        }
        return image;
    }

    @Test
    void halves_of_a_large_photo_stay_halves() throws IOException {
        byte[] pixels = decoded(colour(64, 64, (x, y) -> x < 32 ? 0xff8000 : 0x0040ff), 8, 3);
        for (int i = 0; i < 64; i++) {
            boolean left = i % 8 < 4;
            assertThat(pixels[i * 3] & 0xff).isEqualTo(left ? 0xff : 0);
            assertThat(pixels[i * 3 + 1] & 0xff).isEqualTo(left ? 0x80 : 0x40);
            assertThat(pixels[i * 3 + 2] & 0xff).isEqualTo(left ? 0 : 0xff);
        }
    }

    @Test
    void fine_patterns_become_their_mean() throws IOException {
        byte[] pixels = decoded(colour(64, 64, (x, y) -> (x + y) % 2 == 0 ? 0xc8c8c8 : 0x646464), 8, 3);
        for (byte pixel : pixels) {
            assertThat(pixel & 0xff).isBetween(149, 151);
        }
    }

    @Test
    void the_centre_of_a_wide_photo_is_cut_out() throws IOException {
        byte[] pixels = decoded(colour(48, 16, (x, y) -> x < 16 || x >= 32 ? 0xff0000 : 0x00ff00), 16, 3);
        for (int i = 0; i < 256; i++) {
            assertThat(pixels[i * 3] & 0xff).isZero();
            assertThat(pixels[i * 3 + 1] & 0xff).isEqualTo(0xff);
        }
    }

    /** 256 pixels of which 224 are seen, at a sixteenth of that size. */
    @Test
    void a_share_of_the_shorter_side_is_seen() throws IOException {
        Path file = folder.resolve("framed.png");
        IntBinaryOperator framed = (x, y) -> x < 2 || x >= 22 || y < 1 || y >= 15 ? 0xff0000 : 0x00ff00;
        ImageIO.write(colour(24, 16, framed), "png", file.toFile());
        byte[] pixels = pixels(new Decoder(14, 3, 0.875), file);
        for (int i = 0; i < 14 * 14; i++) {
            assertThat(pixels[i * 3]).isZero();
            assertThat(pixels[i * 3 + 1] & 0xff).isEqualTo(0xff);
        }
        byte[] whole = pixels(new Decoder(16, 3), file);
        assertThat(whole[0] & 0xff).isEqualTo(0xff);
    }

    @Test
    void an_image_of_the_size_keeps_every_byte() throws IOException {
        byte[] pixels = decoded(colour(16, 16, (x, y) -> x << 16 | y << 8 | x * y), 16, 3);
        for (int i = 0; i < 256; i++) {
            assertThat(pixels[i * 3]).isEqualTo((byte) (i % 16));
            assertThat(pixels[i * 3 + 1]).isEqualTo((byte) (i / 16));
            assertThat(pixels[i * 3 + 2]).isEqualTo((byte) ((i % 16) * (i / 16)));
        }
    }

    /** Of one size or scaled, to one channel or three: the JDK takes some of these ways through linear light. */
    @Test
    void grey_stays_as_bright_as_it_is() throws IOException {
        for (int value : new int[] {0, 40, 128, 200, 255}) {
            for (int size : new int[] {8, 16, 4}) {
                for (int channels : new int[] {1, 3}) {
                    for (byte pixel : decoded(grey(size, value), 8, channels)) {
                        assertThat(pixel & 0xff)
                                .as("%d of %d px, %d channels", value, size, channels)
                                .isEqualTo(value);
                    }
                }
            }
        }
    }

    @Test
    void colour_read_as_grey_is_its_luminance() throws IOException {
        for (int size : new int[] {8, 16}) {
            byte[] pixels = decoded(colour(size, size, (x, y) -> 0x4080c0), 8, 1);
            double luminance = 0.299 * 0x40 + 0.587 * 0x80 + 0.114 * 0xc0;
            for (byte pixel : pixels) {
                assertThat((double) (pixel & 0xff)).isBetween(luminance - 2, luminance + 2);
            }
        }
    }

    @Test
    void a_palette_and_transparency_are_read() throws IOException {
        BufferedImage palette = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_INDEXED);
        Graphics2D graphics = palette.createGraphics();
        graphics.setColor(Color.GREEN);
        graphics.fillRect(0, 0, 16, 16);
        graphics.dispose();
        assertThat(decoded(palette, 8, 3)).startsWith(0, 255, 0);
        BufferedImage transparent = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
        assertThat(decoded(transparent, 8, 3)).containsOnly(0);
    }
}
