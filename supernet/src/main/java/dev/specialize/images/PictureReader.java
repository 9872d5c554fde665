package dev.specialize.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads the bytes of an image file with the JDK's readers: of several images in one file, the first. */
final class PictureReader {
    /** Above this the reader passes over pixels: such an image is shrunk many times over anyway. */
    private static final long MOST_WHOLE_PIXELS = 1L << 26;

    /** Above this the header is that of a damaged file, or worse. */
    private static final long MOST_PIXELS = 1L << 30;

    private PictureReader() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it is damaged
     * @throws RuntimeException if it is damaged in a way that the readers do not expect, or of a kind that is not read
     */
    static Picture read(ImageKind kind, byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(kind.toString().toLowerCase(Locale.ROOT))
                .next();
        Complaints complaints = new Complaints();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener(complaints);
            Picture picture = read(reader, kind, file);
            complaints.requireNone();
            return picture;
        } finally {
            reader.dispose();
        }
    }

    private static Picture read(ImageReader reader, ImageKind kind, byte[] file) throws IOException {
        ImageReadParam sparse = sparse(reader);
        if (kind != ImageKind.JPEG) {
            return Picture.of(reader.read(0, sparse));
        }
        JpegHeader header = JpegHeader.of(file);
        Picture stored = header.areInks()
                ? Picture.ofInks(reader.readRaster(0, sparse), header.inYcc())
                : Picture.of(reader.read(0, sparse));
        return stored.turned(header.orientation());
    }

    private static ImageReadParam sparse(ImageReader reader) throws IOException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
            throw new IIOException("tells of " + reader.getWidth(0) + " x " + reader.getHeight(0) + " pixels");
        }
        if (pixels > MOST_WHOLE_PIXELS) {
            int step = (int) Math.ceil(Math.sqrt((double) pixels / MOST_WHOLE_PIXELS));
            parameters.setSourceSubsampling(step, step, 0, 0);
        }
        return parameters;
    }
}
