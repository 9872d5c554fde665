package dev.specialize.images;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The 70,000 images of arXiv:1708.07747; tests that need them are skipped where they are not installed. */
public final class FashionMnist {
    private static final Path FOLDER = Path.of("/usr/share/datasets/fashion-mnist");

    private FashionMnist() {}

    /** Where they lie; skips the calling test, saying so, if they do not. */
    public static Path folder() {
        assumeTrue(Files.isDirectory(FOLDER), "needs Debian's package dataset-fashion-mnist");
        return FOLDER;
    }
}
