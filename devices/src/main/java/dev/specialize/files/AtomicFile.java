package dev.specialize.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all: to a temporary name beside the target, forced to disk, then moved into place. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Produces the content of one file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @throws UncheckedIOException if the folder is not writable or the disk is full; the target is untouched then */
    public static void write(Path target, byte[] bytes) {
        write(target, out -> out.write(bytes));
    }

    /** @throws UncheckedIOException if the folder is not writable or the disk is full; the target is untouched then */
    public static void write(Path target, Content content) {
        try {
            Path folder = target.toAbsolutePath().getParent();
            Folder.make(folder);
            // not Files.createTempFile: only its owner could read what that makes
            Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                fill(temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + target + ": " + reason(e), e);
        }
    }

    private static void fill(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /**
     * Deletes a file, if it is there.
     *
     * @throws UncheckedIOException if it stays
     */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file + ": " + reason(e), e);
        }
    }

    /** The JDK's file exceptions carry only the path as their message; the class name then says what went wrong. */
    static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null || e.getMessage().startsWith("/") ? kind + " " + e.getMessage() : e.getMessage();
    }
}
