package dev.specialize.training;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What makes two runs the same run.
 *
 * @param start what the first weights were, in words
 */
record RunIdentity(SearchSpace space, Recipe recipe, String trainImagesSha256, String start) {
    /**
     * Checks that a run may be taken up.
     *
     * @param file that this was read from
     * @throws InvalidFileException if not; the message says what differs
     */
    void requireContinuedBy(RunIdentity other, Path file, Resumption resumption) {
        requireSame(file, "search space", space, other.space, "");
        requireSame(file, "training images", trainImagesSha256, other.trainImagesSha256, "");
        if (resumption == Resumption.UNCHANGED) {
            requireSame(file, "recipe", recipe, other.recipe, ", or go on all the same with --new-recipe");
        }
        requireSame(file, "start", start, other.start, "");
    }

    private static void requireSame(Path file, String what, Object old, Object wanted, String more) {
        if (!old.equals(wanted)) {
            throw new InvalidFileException(
                    file,
                    "was made with another " + what + " (" + difference(JsonFile.text(old), JsonFile.text(wanted))
                            + "). Maybe choose another --out, or give what it was started with" + more);
        }
    }

    /** The first line in which two JSON texts differ. */
    private static String difference(String old, String wanted) {
        List<String> before = old.lines().toList();
        List<String> now = wanted.lines().toList();
        return IntStream.range(0, Math.min(before.size(), now.size()))
                .filter(i -> !before.get(i).equals(now.get(i)))
                .mapToObj(i -> bare(before.get(i)) + " then, " + bare(now.get(i)) + " now")
                .findFirst()
                .orElse("one is longer than the other");
    }

    private static String bare(String line) {
        return line.strip().replaceFirst(",$", "");
    }
}
