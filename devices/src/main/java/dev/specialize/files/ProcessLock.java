package dev.specialize.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * Keeps what only one may do at a time to one process, and in it to one thread. The system frees the lock when the process
 * ends, however it ends; the empty file stays, because deleting it could let two others in.
 */
public final class ProcessLock {
    private ProcessLock() {}

    /**
     * Does something while nobody else can hold the file.
     *
     * @param busy what is thrown if somebody else holds it
     * @throws UncheckedIOException if the file cannot be made or locked
     */
    public static <T> T holding(Path file, Supplier<? extends RuntimeException> busy, Supplier<T> work) {
        try (FileChannel channel = open(file)) {
            if (!locked(channel)) {
                throw busy.get();
            }
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Folder.make(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Closing the channel frees the lock. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }
}
