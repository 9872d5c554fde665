package dev.specialize.cli;

import dev.specialize.files.Folder;
import dev.specialize.files.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Folders that results go to, tried out before the work begins. */
final class OutputFolder {
    private OutputFolder() {}

    /** What a supernet in a folder is called where nobody names it. */
    static String supernetName(Path folder) {
        return Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElse("supernet");
    }

    /** @throws UncheckedIOException if it cannot be made or written to */
    static void requireWritable(Path folder) {
        try {
            Folder.make(folder);
            Files.delete(Files.createTempFile(folder, ".specialize", ".tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write to " + folder.toAbsolutePath() + " (" + reason(e) + "). Maybe choose another folder",
                    e);
        }
    }

    /** The same for the folder of a file, which itself must be none. */
    static void requireWritableFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidFileException(file, "is a folder. Maybe name a file in it");
        }
        requireCreatable(file.toAbsolutePath().getParent());
    }

    /** The same for one that is made later, and only if all goes well: it is not made yet. */
    static void requireCreatable(Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        requireWritable(existing);
    }

    /** @throws UncheckedIOException if the file is there and stays */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file + " (" + reason(e) + ")", e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return Optional.of(e)
                .filter(FileSystemException.class::isInstance)
                .map(f -> ((FileSystemException) f).getReason())
                .orElse("no folder can be made there");
    }
}
