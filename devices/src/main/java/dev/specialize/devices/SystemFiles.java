package dev.specialize.devices;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The small text files, such as {@code /proc/cpuinfo}, in which the system of a device describes it. */
@FunctionalInterface
public interface SystemFiles {
    /** The description of a machine of 256 cores has half of it. */
    int MOST_BYTES = 1 << 20;

    /** Of the machine that runs this program; without such files, as on other systems than Linux, all are unreadable. */
    SystemFiles LOCAL = SystemFiles::readLocal;

    /** @return the text; empty if there is no such file or it may not be read */
    Optional<String> read(String path);

    private static Optional<String> readLocal(String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
