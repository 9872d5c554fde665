package dev.specialize.specialization;

import dev.specialize.files.Folder;
import dev.specialize.files.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A folder that is filled whole or not at all: what was made for it can be taken back. */
final class NewFolder {
    private final Path folder;
    /** Files and folders in the order of their making. */
    private final List<Path> made = new ArrayList<>();

    /** @throws InvalidFileException if there is something at that place already, but for an empty folder */
    NewFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        if (Files.isDirectory(folder) ? !Folder.isEmpty(folder) : Files.exists(folder)) {
            throw new InvalidFileException(
                    folder,
                    Files.isDirectory(folder)
                            ? "is not empty. Maybe choose another folder"
                            : "is a file. Maybe choose another name for the folder");
        }
    }

    /** Makes one file, and the folder for the first of them. */
    Path write(String name, Consumer<Path> writer) {
        makeFolder(folder);
        Path file = folder.resolve(name);
        made.add(file);
        writer.accept(file);
        return file;
    }

    private void makeFolder(Path missing) {
        if (Files.exists(missing)) {
            return;
        }
        makeFolder(missing.getParent());
        try {
            Files.createDirectory(missing);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + missing + ": " + e.getMessage(), e);
        }
        made.add(missing);
    }

    /** Deletes all that was made here. */
    void takeBack() {
        for (int i = made.size() - 1; i >= 0; i--) {
            try {
                Files.deleteIfExists(made.get(i));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot delete " + made.get(i) + ": " + e.getMessage(), e);
            }
        }
        made.clear();
    }
}
