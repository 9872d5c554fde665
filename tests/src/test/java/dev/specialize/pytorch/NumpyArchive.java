package dev.specialize.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** The float32 arrays in a file that {@code numpy.savez} wrote. */
record NumpyArchive(Path file) {
    /** Row-major. */
    float[] array(String name) {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int header = bytes.getShort(8);
            String description = new String(bytes.array(), 10, header, StandardCharsets.ISO_8859_1);
            if (!description.contains("'<f4'") || !description.contains("'fortran_order': False")) {
                throw new IllegalArgumentException(name + " is " + description);
            }
            bytes.position(10 + header);
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
