package dev.specialize.specialization;

import dev.specialize.files.AtomicFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.ProcessLock;
import dev.specialize.training.Population;
import dev.specialize.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a run leaves in its folder until it is finished.
 *
 * @param path folder of checkpoints
 */
public record UnfinishedRun(Path path) {
    /** @param folder that the finished supernet will lie in */
    static UnfinishedRun in(Path folder) {
        return new UnfinishedRun(folder.resolve("unfinished"));
    }

    /** True if an unfinished run lies in the folder. */
    public static boolean isIn(Path folder) {
        return in(folder).isBegun();
    }

    /** True if there is something to go on from. */
    boolean isBegun() {
        return Trainer.hasCheckpoint(path) || Population.isIn(path);
    }

    /**
     * Does something while no other process can be at the run.
     *
     * @throws InvalidFileException if another one is
     */
    <T> T alone(Supplier<T> work) {
        return ProcessLock.holding(
                path.resolve("lock"),
                () -> new InvalidFileException(
                        path,
                        "is in use: another process trains there. Maybe wait until it is done, or choose another --out"),
                work);
    }

    /** Removes what an attempt that came to nothing has left. */
    void forget(String name) {
        AtomicFile.delete(path.resolve(name));
    }

    void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear away " + path + ": " + e.getMessage(), e);
        }
    }
}
