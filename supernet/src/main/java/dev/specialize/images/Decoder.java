package dev.specialize.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decodes image files to bytes.
 *
 * @param framing what of a picture is kept
 * @param channels 1 makes everything grey, 3 everything red, green, blue
 */
record Decoder(Framing framing, int channels) {
    private static final long MOST_BYTES = 1L << 28;

    /** The square is as large as it can be. */
    Decoder(int size, int channels) {
        this(size, channels, 1);
    }

    /** @param share of the image's shorter side that the square takes */
    Decoder(int size, int channels, double share) {
        this(new Framing.Square(size, (int) Math.ceil(size / share)), channels);
    }

    /**
     * Decodes a file.
     *
     * @throws UncheckedIOException if the file cannot be read at all, which says nothing about what is in it
     */
    Decoded decode(Path file) {
        byte[] bytes;
        try {
            long length = Files.size(file);
            if (length > MOST_BYTES) {
                return new Decoded.Unreadable("is larger than " + (MOST_BYTES >> 20) + " MB");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
        return decode(bytes);
    }

    private Decoded decode(byte[] file) {
        byte[] head = Arrays.copyOf(file, Math.min(file.length, ImageKind.MOST_BYTES));
        Optional<String> problem = problem(head);
        if (problem.isPresent()) {
            return new Decoded.Unreadable(problem.get());
        }
        try {
            return new Decoded.Image(frame(PictureReader.read(ImageKind.of(head).orElseThrow(), file)));
        } catch (IOException | RuntimeException e) { // damaged files end in any exception that a reader may throw
            return new Decoded.Unreadable("cannot be decoded: " + e.getMessage());
        }
    }

    /** Why a file that begins like this is not read, if it is not. */
    static Optional<String> problem(byte[] head) {
        Optional<ImageKind> kind = ImageKind.of(head);
        if (kind.isPresent()) {
            return kind.filter(k -> !k.isReadable()).map(k -> "is of the kind " + k + ", which is not read");
        }
        return Optional.of(head.length == 0 ? "is empty" : "is no image of a known kind");
    }

    private Frame frame(Picture picture) {
        Framing.Placement placement = framing.of(picture.width(), picture.height());
        byte[] scaled = AreaAveraging.of(picture, placement);
        return new Frame(inChannels(picture.channels(), scaled), 0, placement.width(), placement.height());
    }

    private byte[] inChannels(int from, byte[] pixels) {
        if (from == channels) {
            return pixels;
        }
        byte[] out = new byte[pixels.length / from * channels];
        for (int i = 0; i < out.length; i++) {
            out[i] = channels == 1
                    ? (byte) Luminance.of(pixels[i * 3] & 0xff, pixels[i * 3 + 1] & 0xff, pixels[i * 3 + 2] & 0xff)
                    : pixels[i / channels];
        }
        return out;
    }
}
