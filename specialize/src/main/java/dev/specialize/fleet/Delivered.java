package dev.specialize.fleet;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** A model that an earlier run left whole. */
record Delivered(SpecializationManifest manifest) {
    /** @return nothing if there is none, or its files are not those that its manifest names */
    static Optional<Delivered> in(Path folder) {
        Path file = folder.resolve(Specialization.MANIFEST);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            SpecializationManifest manifest = JsonFile.read(file, SpecializationManifest.class);
            return manifest.isWholeIn(folder) ? Optional.of(new Delivered(manifest)) : Optional.empty();
        } catch (InvalidFileException e) {
            return Optional.empty(); // of another version, or damaged: made anew
        }
    }

    /** Whether it was made from the same, in the same way. */
    boolean isOf(Wanted wanted) {
        return wanted.test(manifest);
    }

    /** What makes a model the one that is wanted. */
    @FunctionalInterface
    interface Wanted extends Predicate<SpecializationManifest> {}
}
