package dev.specialize.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Folders, and what lies in them. */
public final class Folder {
    private Folder() {}

    /**
     * Makes a folder and those above it, unless it is there. A link to a folder is one; some JDKs before 20 refuse that in
     * {@link Files#createDirectories} (JDK-8294193).
     */
    public static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    /**
     * Names of all files and folders in it, in alphabetical order.
     *
     * @throws UncheckedIOException if it is no folder or cannot be read
     */
    public static List<String> names(Path folder) {
        return read(
                folder,
                children -> children.map(child -> child.getFileName().toString())
                        .sorted()
                        .toList());
    }

    /**
     * The same without those with a dot in front, which are of other programs or half written.
     *
     * @throws UncheckedIOException if it is no folder or cannot be read
     */
    public static List<String> visible(Path folder) {
        return names(folder).stream().filter(name -> !name.startsWith(".")).toList();
    }

    /** @throws UncheckedIOException if it is no folder or cannot be read */
    public static boolean isEmpty(Path folder) {
        return read(folder, children -> children.findAny().isEmpty());
    }

    private static <T> T read(Path folder, Function<Stream<Path>, T> reader) {
        try (Stream<Path> children = Files.list(folder.toAbsolutePath())) {
            return reader.apply(children);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + AtomicFile.reason(e), e);
        }
    }
}
