package dev.specialize.pytorch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** An open checkpoint: what its pickle says, and the bytes of the storages that it names. */
sealed interface Checkpoint extends Closeable permits StreamCheckpoint, ZipCheckpoint {
    /** No pickle is longer: that of the largest supernet is a megabyte. */
    int MOST_PICKLE_BYTES = 1 << 26;

    /** The object that was saved. */
    Value root();

    /**
     * The bytes of a storage, read from the file now.
     *
     * @throws CheckpointProblem if they are damaged, or more than an array holds
     */
    ByteBuffer bytes(Storage storage) throws IOException;

    /** @throws CheckpointProblem if the file is no checkpoint, or not one that is read */
    static Checkpoint open(Path file) throws IOException {
        byte[] start = start(file);
        if (startsWith(start, 0, "PK\3\4")) {
            return ZipCheckpoint.open(file);
        }
        if (startsWith(start, 257, "ustar")) {
            throw new CheckpointProblem("is a tar archive, the form of PyTorch's first releases, which is not read."
                    + " Maybe load it with an early torch and save it again.");
        }
        if (startsWith(start, 8, "{")) {
            throw new CheckpointProblem("looks like a safetensors file, not like a PyTorch checkpoint.");
        }
        return StreamCheckpoint.open(file);
    }

    private static byte[] start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(512);
        }
    }

    private static boolean startsWith(byte[] bytes, int from, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= from + wanted.length
                && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }

    /** A buffer for the bytes of a storage, which the caller has found to be in the file. */
    static byte[] allocate(Storage storage) {
        if (storage.bytes() > Integer.MAX_VALUE - Long.BYTES) {
            throw new CheckpointProblem("has a storage '" + CheckpointProblem.quoted(storage.key()) + "' of "
                    + storage.bytes() + " bytes; up to " + (Integer.MAX_VALUE - Long.BYTES) + " are read");
        }
        return new byte[(int) storage.bytes()];
    }
}
