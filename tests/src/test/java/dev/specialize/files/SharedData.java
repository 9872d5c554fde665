package dev.specialize.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data that lies beside the project and is not part of it; tests that need it are skipped where it is not. */
public final class SharedData {
    private SharedData() {}

    /** The file at a path below {@code ../shared/data}; skips the calling test, saying so, if there is none. */
    public static Path file(String path) {
        Path file = Path.of(System.getProperty("specialize.shared", "../../shared/data"), path);
        assumeTrue(Files.exists(file), () -> "needs " + file + " (set -Dspecialize.shared)");
        return file;
    }
}
