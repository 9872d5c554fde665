package dev.specialize.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first bytes of a file.
 *
 * @param problem why it is not read, if that can be told already
 * @param checksum of the first bytes
 */
record ImageHead(Optional<String> problem, int checksum) {
    private static final int BYTES = 4096;

    static ImageHead of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(BYTES);
            CRC32C checksum = new CRC32C();
            checksum.update(head);
            return new ImageHead(
                    Decoder.problem(Arrays.copyOf(head, Math.min(head.length, ImageKind.MOST_BYTES))),
                    (int) checksum.getValue());
        } catch (IOException e) {
            return new ImageHead(Optional.of("cannot be read: " + e.getMessage()), 0);
        }
    }
}
