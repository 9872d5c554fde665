package dev.specialize.fleet;

import dev.specialize.files.Sha256;
import dev.specialize.fleet.FleetManifest.SharedFile;
import dev.specialize.specialization.Specialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Models of equal content become one file with many names, where the file system has hard links. */
final class SharedModels {
    private final FleetFolder folder;
    private final Map<String, FleetEntry> firstByHash = new HashMap<>();

    SharedModels(FleetFolder folder) {
        this.folder = folder;
    }

    /**
     * Looks at an entry's model.
     *
     * @param sha256 of it
     * @return which entry had it first, if another did
     */
    Optional<SharedFile> shared(FleetEntry entry, String sha256) {
        FleetEntry first = firstByHash.putIfAbsent(sha256, entry);
        if (first == null) {
            return Optional.empty();
        }
        return Optional.of(new SharedFile(first.label(), linked(model(first), model(entry))));
    }

    private Path model(FleetEntry entry) {
        return folder.of(entry).resolve(Specialization.MODEL);
    }

    /** Whether both are the same file now. */
    private static boolean linked(Path first, Path other) {
        try {
            if (Files.isSameFile(first, other)) {
                return true;
            }
            if (!Sha256.of(first).equals(Sha256.of(other))) {
                return false; // somebody changed the first since
            }
            return replaced(first, other);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compare " + first + " and " + other + ": " + e.getMessage(), e);
        }
    }

    private static boolean replaced(Path first, Path other) throws IOException {
        Path link = other.resolveSibling("." + other.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createLink(link, first);
            Files.move(link, other, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            return false; // the copy that is there already does as well
        } finally {
            Files.deleteIfExists(link);
        }
    }

    int distinct() {
        return firstByHash.size();
    }
}
