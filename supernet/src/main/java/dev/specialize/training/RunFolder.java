package dev.specialize.training;

import dev.specialize.files.Folder;
import dev.specialize.files.InvalidFileException;
import dev.specialize.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a run keeps what it needs to go on. */
record RunFolder(Path path, RunIdentity identity, TrainerOptions options) {
    private static final String TEACHER = "teacher.safetensors";
    /** Of a file while it replaces another one. */
    private static final int IN_PASSING = 1;

    /** The same run elsewhere. */
    RunFolder at(Path other) {
        return new RunFolder(other, identity, options);
    }

    Optional<Checkpoint> checkpoint() {
        return Checkpoint.in(path)
                ? Optional.of(Checkpoint.read(path, identity, options.resumption()))
                : Optional.empty();
    }

    /** What the checkpoint says of itself, without its weights. */
    Optional<Checkpoint.Head> head() {
        return Checkpoint.in(path)
                ? Optional.of(Checkpoint.requireOf(path, identity, options.resumption()))
                : Optional.empty();
    }

    void requireSame() {
        head();
    }

    void save(Checkpoint checkpoint) {
        checkpoint.write(path, identity, options.keptCheckpoints());
    }

    /** @throws InvalidFileException if none was appointed, since the run stands in a phase that it did not come to */
    Weights teacher() {
        if (!hasTeacher()) {
            throw new InvalidFileException(
                    path, "has no teacher for a phase that another recipe began. Maybe leave out --new-recipe");
        }
        return Weights.read(path.resolve(TEACHER));
    }

    private boolean hasTeacher() {
        return Files.exists(path.resolve(TEACHER));
    }

    /** Takes the teacher of another run, if that has one. */
    void takeTeacher(RunFolder other) {
        if (other.hasTeacher()) {
            appointTeacher(other.teacher());
        }
    }

    void appointTeacher(Weights weights) {
        weights.write(path.resolve(TEACHER));
    }

    /**
     * @param runs of the same size that are to find room there
     * @throws InvalidFileException if the disk is too full for the checkpoints to come
     */
    void requireRoom(Weights weights, int runs) {
        long values = weights.tensors().values().stream()
                .mapToLong(t -> t.values().length)
                .sum();
        boolean teaches =
                identity.recipe().phases().stream().anyMatch(p -> p.teaching().teacher() == Teaching.Teacher.FROZEN);
        long files = 2L * (options.keptCheckpoints() + IN_PASSING) + (teaches ? 1 : 0);
        long free = free();
        long needed = runs * files * values * Float.BYTES - present();
        if (free < needed) {
            throw new InvalidFileException(
                    path,
                    "its disk has " + free / 1_000_000 + " MB free, checkpoints take up to " + (needed / 1_000_000 + 1)
                            + " MB. Maybe choose another --out");
        }
    }

    /** Bytes of the checkpoints that are there, in the place of which others come. */
    private long present() {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> file.toString().endsWith(Checkpoint.ENDING))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private long free() {
        try {
            Folder.make(path);
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + path + ": " + e.getMessage(), e);
        }
    }
}
