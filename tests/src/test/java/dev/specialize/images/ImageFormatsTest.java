package dev.specialize.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that Pillow wrote, against what Pillow reads in them: see make_images.py. */
class ImageFormatsTest {
    /** Two decoders may round differently in every step from coefficients to colours. */
    private static final int JPEG_TOLERANCE = 12;

    @TempDir
    private Path folder;

    private static Stream<PillowPixels> formats() {
        return PillowPixels.in("formats.txt");
    }

    private Decoded decoded(String name, byte[] content) throws IOException {
        // the largest frame that there is: every pixel of the file
        Decoder decoder = new Decoder(new Framing.Whole(1_000), 3);
        return decoder.decode(Files.write(folder.resolve(name), content));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void a_file_has_the_pixels_that_another_program_reads_in_it(PillowPixels pillow) throws IOException {
        String name = pillow.title();
        byte[] expected = pillow.pixels();
        Frame frame = decoded(name, PillowPixels.bytes(name)).frame().orElseThrow();
        assertThat(frame.width() * frame.height() * 3).isEqualTo(expected.length);
        int tolerance = name.endsWith("jpg") ? JPEG_TOLERANCE : 1;
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.abs((frame.pixels()[i] & 0xff) - (expected[i] & 0xff));
            assertThat(difference).as("%s, value %d", name, i).isLessThanOrEqualTo(tolerance);
            sum += difference;
        }
        assertThat(sum / expected.length).isLessThan(tolerance / 4.0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "colour.webp, 'is of the kind WebP, which is not read'",
        "colour.avif, 'is of the kind AVIF, which is not read'",
        "cmyk.tiff, 'has neither grey nor red, green and blue samples'",
        "make_images.py, is no image of a known kind"
    })
    void what_is_not_read_is_said(String name, String problem) throws IOException {
        assertThat(decoded(name, PillowPixels.bytes(name)).problem().orElseThrow())
                .contains(problem);
    }

    @Test
    void an_empty_file_is_said_to_be_empty() throws IOException {
        assertThat(decoded("empty.jpg", new byte[0]).problem()).contains("is empty");
    }

    /** The JDK fills up a JPEG file with grey. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"colour.jpg", "grey.jpg", "cmyk.jpg", "colour.png", "palette.gif", "colour.bmp", "colour.tiff"})
    void a_file_that_is_cut_off_is_unreadable(String name) throws IOException {
        byte[] whole = PillowPixels.bytes(name);
        assertThat(decoded(name, whole).problem()).isEmpty();
        byte[] half = Arrays.copyOf(whole, whole.length - (name.endsWith("jpg") ? 40 : whole.length / 2));
        assertThat(decoded(name, half).problem()).isPresent();
    }

    @Test
    void the_kind_is_told_by_what_is_in_a_file_and_not_by_its_name() throws IOException {
        assertThat(decoded("misnamed.png", PillowPixels.bytes("colour.jpg")).frame())
                .isPresent();
    }

    @Test
    void samples_of_sixteen_bits_become_the_nearest_of_eight() throws IOException {
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = colours.createCompatibleWritableRaster(2, 2);
        raster.setPixels(
                0, 0, 2, 2, new int[] {0, 128, 129, 257, 385, 386, 65_535, 65_406, 65_407, 1_000, 2_000, 3_000});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(colours, raster, false, null), "png", out);
        byte[] pixels =
                decoded("deep.png", out.toByteArray()).frame().orElseThrow().pixels();
        assertThat(pixels).containsExactly(0, 0, 1, 1, 1, 2, (byte) 255, (byte) 254, (byte) 255, 4, 8, 12);
    }

    @ParameterizedTest(name = "transform {0}")
    @CsvSource({"0", "2"})
    void inks_are_read_however_they_are_stored(int transform) throws IOException {
        double[] rgb = {180, 90, 40};
        int black = 200; // how much of it is missing
        double[] inks = Arrays.stream(rgb).map(value -> value * 255 / black).toArray();
        byte[] file = inkJpeg(transform == 2 ? ycc(missing(inks)) : inks, black, transform);
        byte[] pixels = decoded("inks.jpg", file).frame().orElseThrow().pixels();
        for (int i = 0; i < pixels.length; i++) {
            assertThat((double) (pixels[i] & 0xff)).isCloseTo(rgb[i % 3], within(4.0));
        }
    }

    /** YCCK is of the colours that inks leave (libjpeg, cmyk_ycck_convert in jccolor.c). */
    private static double[] missing(double[] inks) {
        return Arrays.stream(inks).map(ink -> 255 - ink).toArray();
    }

    private static double[] ycc(double[] rgb) {
        double y = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
        return new double[] {y, 128 + (rgb[2] - y) / 1.772, 128 + (rgb[0] - y) / 1.402};
    }

    /** Four channels of one colour, with Adobe's marker put behind the start of the file. */
    private static byte[] inkJpeg(double[] inks, int black, int transform) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int i = 0; i < 256; i++) {
            int[] pixel = {(int) Math.round(inks[0]), (int) Math.round(inks[1]), (int) Math.round(inks[2]), black};
            raster.setPixel(i % 16, i / 16, pixel);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, List.of(), null), null);
        } finally {
            writer.dispose();
        }
        byte[] plain = out.toByteArray();
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(plain, 0, 2);
        marked.write(HexFormat.of().parseHex("ffee000e"));
        marked.write("Adobe".getBytes(StandardCharsets.US_ASCII));
        marked.write(new byte[] {0, 100, 0, 0, 0, 0, (byte) transform});
        marked.write(plain, 2, plain.length - 2);
        return marked.toByteArray();
    }

    /** What Pillow's exif_transpose makes of the corners: upper left and right, lower left and right. */
    @ParameterizedTest(name = "orientation {0}")
    @CsvSource({"1, RGBW", "2, GRWB", "3, WBGR", "4, BWRG", "5, RBGW", "6, BRWG", "7, WGBR", "8, GWRB"})
    void a_photo_is_turned_as_its_orientation_says(int orientation, String corners) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            Frame frame = photo(exif(order, 3, orientation));
            assertThat(List.of(frame.width(), frame.height()))
                    .isEqualTo(orientation > 4 ? List.of(32, 48) : List.of(48, 32));
            assertThat(corners(frame)).as(order.toString()).isEqualTo(corners);
        }
    }

    @Test
    void an_orientation_that_makes_no_sense_changes_nothing() throws IOException {
        byte[] turned = exif(ByteOrder.BIG_ENDIAN, 3, 6);
        List<byte[]> senseless = new ArrayList<>();
        senseless.add(exif(ByteOrder.BIG_ENDIAN, 3, 0));
        senseless.add(exif(ByteOrder.BIG_ENDIAN, 3, 9));
        senseless.add(exif(ByteOrder.BIG_ENDIAN, 2, 6)); // a text
        for (int length = 0; length < 26; length++) {
            senseless.add(Arrays.copyOf(turned, length));
        }
        for (int place : new int[] {-1, 1 << 30, Integer.MAX_VALUE}) { // of the directory
            byte[] lost = turned.clone();
            ByteBuffer.wrap(lost).putInt(10, place);
            senseless.add(lost);
        }
        for (byte[] exif : senseless) {
            assertThat(corners(photo(exif))).as(HexFormat.of().formatHex(exif)).isEqualTo("RGBW");
        }
        assertThat(corners(photo(turned))).isEqualTo("BRWG");
    }

    /** Exif data of one tag. */
    private static byte[] exif(ByteOrder order, int type, int orientation) {
        return ByteBuffer.allocate(32)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .order(order)
                .putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) type)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    /** Black with a red, a green, a blue and a white corner, stored in 48 columns and 32 rows. */
    private Frame photo(byte[] exif) throws IOException {
        BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0xff0000);
            image.setRGB(32 + i % 16, i / 16, 0x00ff00);
            image.setRGB(i % 16, 16 + i / 16, 0x0000ff);
            image.setRGB(32 + i % 16, 16 + i / 16, 0xffffff);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        byte[] plain = out.toByteArray();
        int behindJfif = 4 + ((plain[4] & 0xff) << 8) + (plain[5] & 0xff);
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(plain, 0, behindJfif);
        marked.write(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (2 + exif.length)});
        marked.write(exif);
        marked.write(plain, behindJfif, plain.length - behindJfif);
        return decoded("photo.jpg", marked.toByteArray()).frame().orElseThrow();
    }

    private static String corners(Frame frame) {
        int right = frame.width() - 8;
        int low = frame.height() - 8;
        return colour(frame, 8, 8) + colour(frame, right, 8) + colour(frame, 8, low) + colour(frame, right, low);
    }

    private static String colour(Frame frame, int x, int y) {
        int at = (y * frame.width() + x) * 3;
        StringBuilder lit = new StringBuilder();
        for (int c = 0; c < 3; c++) {
            if ((frame.pixels()[at + c] & 0xff) > 128) {
                lit.append("RGB".charAt(c));
            }
        }
        return lit.length() == 3 ? "W" : lit.toString();
    }

    @Test
    void a_header_that_promises_too_many_pixels_is_not_believed() throws IOException {
        byte[] png = PillowPixels.bytes("colour.png");
        byte[] huge = png.clone();
        for (int i = 16; i < 24; i++) {
            huge[i] = (byte) (i % 4 == 0 ? 0x7f : 0xff);
        }
        assertThat(decoded("huge.png", huge).problem()).isPresent();
    }
}
