package dev.specialize.specialization;

import dev.specialize.files.AtomicFile;
import dev.specialize.files.Folder;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A folder that a model goes to, and what it holds before: nothing, a former run, or what is none of ours.
 *
 * @param former what made the model that it holds
 * @param unreadable why that cannot be told, if it holds a model and that is so
 * @param foreign a file of somebody else's, where no run of ours made the folder
 */
public record ModelFolder(
        Path path,
        Optional<SpecializationManifest> former,
        Optional<InvalidFileException> unreadable,
        Optional<Path> foreign) {
    /**
     * Looks into it; it need not exist.
     *
     * @throws InvalidFileException if it is a file, or the folder of something else, such as a supernet
     */
    public static ModelFolder of(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw new InvalidFileException(folder, "is a file. Maybe choose another folder");
        }
        Path manifest = folder.resolve(Specialization.MANIFEST);
        if (!Files.exists(manifest)) {
            return new ModelFolder(folder, Optional.empty(), Optional.empty(), foreign(folder));
        }
        requireOurs(folder, manifest);
        try {
            return new ModelFolder(
                    folder, Optional.of(SpecializationManifest.read(manifest)), Optional.empty(), Optional.empty());
        } catch (InvalidFileException e) {
            return new ModelFolder(folder, Optional.empty(), Optional.of(e), Optional.empty());
        }
    }

    /** A run that was killed while it wrote left its mark; what is hidden, such as what it was writing, is nobody's. */
    private static Optional<Path> foreign(Path folder) {
        if (!Files.isDirectory(folder) || isMarked(folder)) {
            return Optional.empty();
        }
        return Folder.visible(folder).stream().map(Path::of).findFirst();
    }

    private static boolean isMarked(Path folder) {
        return Files.exists(folder.resolve(Specialization.UNFINISHED));
    }

    private static void requireOurs(Path folder, Path manifest) {
        String format = JsonFile.format(JsonFile.readText(manifest), manifest);
        if (!SpecializationManifest.isFormat(format)) {
            throw new InvalidFileException(
                    folder,
                    "holds a " + Specialization.MANIFEST + " that is not of a model"
                            + (format.isEmpty() ? "" : ", but of format " + format)
                            + ". Maybe choose another folder");
        }
    }

    public Path model() {
        return path.resolve(Specialization.MODEL);
    }

    /**
     * Checks that nothing is lost when a model goes there: it holds none, or a former one for the same target.
     *
     * @throws InvalidFileException if it holds another's; the message names both
     */
    public void requireFreeFor(RunTarget target) {
        unreadable.ifPresent(problem -> {
            throw new InvalidFileException(
                    path,
                    "holds a model whose manifest cannot be told (" + problem.getMessage()
                            + "). Maybe choose another folder, or --force to replace it",
                    problem);
        });
        foreign.ifPresent(file -> {
            throw new InvalidFileException(
                    path,
                    "holds what no run made, such as " + file
                            + ". Maybe choose another folder, or --force to write to it all the same");
        });
        Optional<RunTarget> other = former.map(RunTarget::of).filter(held -> !held.equals(target));
        if (other.isPresent()) {
            throw new InvalidFileException(
                    path,
                    "holds another run, " + other.get() + ", and asked is " + target
                            + ". Maybe choose another folder, or --force to replace it");
        }
    }

    /** The manifest of the model that it holds, if another run with that key would come to the same. */
    public Optional<SpecializationManifest> upToDate(RunKey key) {
        return former.filter(manifest -> !isMarked(path))
                .filter(manifest -> RunKey.of(manifest).equals(key))
                .filter(manifest -> manifest.isWholeIn(path));
    }

    /**
     * Takes a former model away, which a verdict has overtaken: nobody shall ship it by mistake. What no run made stays.
     *
     * @throws UncheckedIOException if a file cannot be deleted
     */
    public void withdraw() {
        if (former.isEmpty() && unreadable.isEmpty() && !isMarked(path)) {
            return;
        }
        empty(path, former.map(manifest -> manifest.outputs().keySet()).orElse(Set.of()));
    }

    /** Takes away what runs leave in a folder, and what else is named. */
    public static void empty(Path folder, Set<String> others) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        AtomicFile.write(folder.resolve(Specialization.UNFINISHED), new byte[0]);
        Set<String> names = new LinkedHashSet<>(List.of(Specialization.MANIFEST, Specialization.MODEL));
        names.add(Specialization.ARCHITECTURE);
        names.add(Specialization.REPORT);
        names.addAll(others);
        names.add(Specialization.UNFINISHED);
        names.forEach(name -> AtomicFile.delete(folder.resolve(name)));
    }

    /**
     * Puts a model there, the manifest last and a former one deleted first: a folder with a manifest is whole. Until all is
     * done it bears a mark, and is not up to date. A report stays where the manifest that it was made from is the same.
     *
     * @param beside writes to the folder what is made from the manifest
     * @throws UncheckedIOException if it cannot be written
     */
    static void fill(Path folder, SortedMap<String, byte[]> files, byte[] manifest, Consumer<Path> beside) {
        boolean same = Sha256.matches(folder.resolve(Specialization.MANIFEST), Sha256.of(manifest));
        AtomicFile.write(folder.resolve(Specialization.UNFINISHED), new byte[0]);
        AtomicFile.delete(folder.resolve(Specialization.MANIFEST));
        if (!same) {
            AtomicFile.delete(folder.resolve(Specialization.REPORT));
        }
        files.forEach((name, bytes) -> AtomicFile.write(folder.resolve(name), bytes));
        AtomicFile.write(folder.resolve(Specialization.MANIFEST), manifest);
        beside.accept(folder);
        AtomicFile.delete(folder.resolve(Specialization.UNFINISHED));
    }
}
