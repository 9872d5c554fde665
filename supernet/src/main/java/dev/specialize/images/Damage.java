package dev.specialize.images;

import dev.specialize.files.InvalidFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Files that turned out to be no images: the first ones are named, all are counted, too many are an error. Thread-safe. */
final class Damage {
    /** More than this share stop the reading: the folder is then not what its owner thinks. */
    private static final double MOST_UNREADABLE = 0.01;

    private static final int MOST_NAMED = 10;

    private final Path folder;
    private final int images;
    private final Consumer<String> warnings;

    private int unreadable;

    /** @param images how many there are, readable or not */
    Damage(Path folder, int images, Consumer<String> warnings) {
        this.folder = folder;
        this.images = images;
        this.warnings = warnings;
    }

    /** A file and what is wrong with it. */
    record UnreadableFile(Path path, String problem) {}

    /**
     * Takes note of files that are left out.
     *
     * @throws InvalidFileException if these are too many
     */
    synchronized void leftOut(List<UnreadableFile> files) {
        if (files.isEmpty()) {
            return;
        }
        files.forEach(file -> count(file, "skipped"));
        warnings.accept(unreadable + " of " + images + " images in " + folder + " are unreadable");
        requireFew(files.get(0));
    }

    /**
     * Takes note of a file in whose place another one of its class is used.
     *
     * @throws InvalidFileException if these are too many
     */
    synchronized void replaced(UnreadableFile file) {
        count(file, "another one of its class takes its place");
        requireFew(file);
    }

    private void count(UnreadableFile file, String consequence) {
        unreadable++;
        if (unreadable <= MOST_NAMED) {
            warnings.accept("unreadable image, " + consequence + ": " + file.path() + " " + file.problem());
        } else if (isRound(unreadable)) {
            warnings.accept(unreadable + " of " + images + " images in " + folder + " are unreadable so far");
        }
    }

    /** Such as 20, 90 or 300. */
    private static boolean isRound(int number) {
        int left = number;
        while (left % 10 == 0) {
            left /= 10;
        }
        return left < 10;
    }

    private void requireFew(UnreadableFile example) {
        boolean few = unreadable <= images * MOST_UNREADABLE || unreadable == 1;
        if (!few || unreadable == images) {
            throw new InvalidFileException(
                    folder,
                    unreadable + " of " + images + " images are unreadable, first " + example.path() + " "
                            + example.problem() + ". Maybe remove them, or convert them to JPEG or PNG");
        }
    }

    synchronized int unreadable() {
        return unreadable;
    }
}
