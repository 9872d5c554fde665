package dev.specialize.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders that results go to, tried out before the work begins. */
final class OutputFolder {
    private OutputFolder() {}

    /** @throws UncheckedIOException if one cannot be made or written to */
    static void requireWritable(List<Path> folders) {
        folders.forEach(OutputFolder::requireWritable);
    }

    static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".specialize", ".tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot write to " + folder.toAbsolutePath() + " ("
                            + e.getClass().getSimpleName() + "). Maybe choose another folder",
                    e);
        }
    }
}
