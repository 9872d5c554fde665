package dev.specialize.latency;

import dev.specialize.devices.SourceFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.YamlNumbers;
import dev.specialize.latency.TableKey.Kind;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The times of all blocks at one resolution, as one file has them: entries {@code {count, mean, std or var}} by what they
 * are the time of.
 */
record PublishedTable(
        Path file, SourceFile source, TableDialect dialect, LatencyUnit unit, Map<TableKey, TableEntry> entries) {
    private static final int LONGEST_QUOTE = 160;

    PublishedTable {
        entries = Map.copyOf(entries);
    }

    /** @throws InvalidFileException if the file is missing or not a table of one resolution and one dialect */
    static PublishedTable read(Path file, LatencyUnit unit) {
        YamlNumbers yaml = YamlNumbers.read(file);
        Map<TableKey, TableEntry> entries = new LinkedHashMap<>();
        yaml.numbersByEntry().forEach((key, numbers) -> put(entries, key, numbers, unit, file));
        TableDialect dialect = dialect(entries, file);
        requireOneResolution(entries, file);
        SourceFile source = new SourceFile(file.getFileName().toString(), yaml.sha256());
        return new PublishedTable(file, source, dialect, unit, entries);
    }

    private static void put(
            Map<TableKey, TableEntry> entries, String key, Map<String, Double> numbers, LatencyUnit unit, Path file) {
        try {
            entries.put(TableKey.parse(key), TableEntry.of(numbers, unit));
        } catch (IllegalArgumentException e) {
            throw invalid(file, key, e.getMessage(), e);
        }
    }

    private static TableDialect dialect(Map<TableKey, TableEntry> entries, Path file) {
        TableDialect dialect = entries.keySet().stream()
                .filter(key -> key.kind() == Kind.BLOCK)
                .findFirst()
                .map(TableDialect::of)
                .orElseThrow(() -> new InvalidFileException(file, "has no blocks (expanded_conv)"));
        for (TableKey key : entries.keySet()) {
            try {
                dialect.requireHas(key);
            } catch (IllegalArgumentException e) {
                throw invalid(file, key.toString(), e.getMessage(), e);
            }
        }
        return dialect;
    }

    private static void requireOneResolution(Map<TableKey, TableEntry> entries, Path file) {
        List<Integer> sizes = entries.keySet().stream()
                .filter(key -> key.kind() == Kind.STEM)
                .map(key -> key.input().size())
                .distinct()
                .sorted()
                .toList();
        if (sizes.size() != 1) {
            throw new InvalidFileException(
                    file,
                    "must have the stem (Conv) of one resolution, got "
                            + (sizes.isEmpty() ? "none" : sizes + ". Maybe make one file of each"));
        }
    }

    private static InvalidFileException invalid(Path file, String key, String problem, Throwable cause) {
        String quoted = key.length() > LONGEST_QUOTE ? key.substring(0, LONGEST_QUOTE) + ".." : key;
        String told = problem.length() > LONGEST_QUOTE ? problem.substring(0, LONGEST_QUOTE) + ".." : problem;
        return new InvalidFileException(file, "entry '" + quoted + "': " + told, cause);
    }

    /** Height and width of the image that the stem reads. */
    int resolution() {
        return stem().input().size();
    }

    TableKey stem() {
        return entries.keySet().stream()
                .filter(key -> key.kind() == Kind.STEM)
                .findFirst()
                .orElseThrow();
    }

    /** @throws InvalidFileException if the shapes in an entry's key do not go together */
    List<PublishedTime> times() {
        return entries.keySet().stream()
                .sorted(Comparator.comparing(TableKey::toString))
                .map(this::time)
                .toList();
    }

    private PublishedTime time(TableKey key) {
        try {
            return new PublishedTime(
                    new KeyLayers(dialect).of(key), entries.get(key).meanNanos());
        } catch (IllegalArgumentException e) {
            throw invalid(file, key.toString(), e.getMessage(), e);
        }
    }

    /**
     * This table and another of the same resolution.
     *
     * @throws InvalidFileException if an entry that both have differs
     */
    PublishedTable and(PublishedTable other) {
        Map<TableKey, TableEntry> all = new LinkedHashMap<>(entries);
        other.entries.forEach((key, entry) -> {
            TableEntry known = all.putIfAbsent(key, entry);
            if (known != null && !known.equals(entry)) {
                String problem = "is " + entry.meanNanos() / 1e6 + " ms, but " + known.meanNanos() / 1e6 + " ms in "
                        + file + " for the same resolution";
                throw new InvalidFileException(other.file, "entry '" + key + "' " + problem);
            }
        });
        return new PublishedTable(file, source, dialect, unit, all);
    }
}
