package dev.specialize.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * What Pillow made of something: see make_images.py.
 *
 * @param title of what
 * @param pixels (height, width, 3)
 */
@SuppressWarnings("ArrayRecordComponent") // lives within one test
record PillowPixels(String title, byte[] pixels) {
    /** Of each line of a resource. */
    static Stream<PillowPixels> in(String resource) {
        return new String(bytes(resource), StandardCharsets.US_ASCII).lines().map(line -> {
            int end = line.lastIndexOf(' ');
            return new PillowPixels(line.substring(0, end), HexFormat.of().parseHex(line.substring(end + 1)));
        });
    }

    static byte[] bytes(String resource) {
        try (InputStream in = PillowPixels.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
