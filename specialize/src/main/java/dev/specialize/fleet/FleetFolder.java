package dev.specialize.fleet;

import dev.specialize.files.Folder;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.specialization.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a fleet's models go, a folder for each entry. It belongs to one fleet: nothing that is no longer of it may stay. */
public final class FleetFolder {
    public static final String MANIFEST = "fleet-manifest.json";
    /** What is evaluated on images, line by line. */
    static final String EVALUATIONS = "evaluations.jsonl";

    private static final String CLAIM = "fleet-run.json";
    private static final String FORMAT = "fleet-run/1";

    private final Path path;

    private FleetFolder(Path path) {
        this.path = path;
    }

    /**
     * Whose it is.
     *
     * @param entries as the fleet's file writes them, of those without a model too
     */
    private record Claim(String format, String supernet, List<String> entries) {
        private Claim {
            if (!format.equals(FORMAT)) {
                throw new IllegalArgumentException("format must be " + FORMAT + ", got " + format);
            }
            entries = List.copyOf(entries);
        }
    }

    /**
     * Takes a folder for a fleet: an empty one, or one that holds a run of the same fleet, perhaps of fewer entries.
     *
     * @param asked for: devices that are known today may be unknown tomorrow, and are then called otherwise
     * @param entries the same as they are today
     * @throws InvalidFileException if it holds anything else
     */
    public static FleetFolder claimed(Path path, String supernet, FleetFile asked, List<FleetEntry> entries) {
        Path claim = path.resolve(CLAIM);
        if (Files.exists(claim)) {
            Set<String> labels = entries.stream().map(FleetEntry::label).collect(Collectors.toSet());
            labels.addAll(asked.labels());
            requireSame(path, JsonFile.read(claim, Claim.class), supernet, labels);
        } else if (Files.exists(path) && !isEmpty(path)) {
            throw new InvalidFileException(path, "is not empty and holds no fleet. Maybe choose another --output");
        }
        JsonFile.write(claim, new Claim(FORMAT, supernet, asked.labels()));
        return new FleetFolder(path);
    }

    private static void requireSame(Path path, Claim found, String supernet, Set<String> labels) {
        if (!found.supernet.equals(supernet)) {
            throw new InvalidFileException(
                    path,
                    "holds another run: models of the supernet '" + found.supernet + "', not of '" + supernet
                            + "'. Maybe choose another --output");
        }
        found.entries.stream()
                .filter(label -> !labels.contains(label))
                .findFirst()
                .ifPresent(label -> {
                    throw new InvalidFileException(
                            path,
                            "holds another run: its entry '" + label
                                    + "' is not of this fleet. Maybe choose another --output, or delete that folder");
                });
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidFileException(folder, "is a file. Maybe choose another name for the folder");
        }
        return Folder.isEmpty(folder);
    }

    Path of(FleetEntry entry) {
        return path.resolve(entry.folder());
    }

    /** Takes back what an earlier run left of an entry that has no model now; its manifest goes first. */
    void clear(FleetEntry entry) {
        ModelFolder.empty(of(entry), Set.of());
    }

    Path manifest() {
        return path.resolve(MANIFEST);
    }

    Path evaluations() {
        return path.resolve(EVALUATIONS);
    }
}
