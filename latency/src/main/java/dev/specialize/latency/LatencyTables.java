package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.SourceFile;
import dev.specialize.devices.Timing;
import dev.specialize.files.InvalidFileException;
import dev.specialize.latency.LayerEntries.Share;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Published latency tables of one device, a file for each resolution, as a profile: the block tables of Once-for-All
 * (arXiv:1908.09791) and of ProxylessNAS (arXiv:1812.00332). Every resolution keeps the times of its own file.
 */
public final class LatencyTables {
    private final List<SourceFile> sources;
    private final SortedMap<Integer, PublishedTable> tableByResolution;

    private LatencyTables(List<SourceFile> sources, SortedMap<Integer, PublishedTable> tableByResolution) {
        this.sources = sources;
        this.tableByResolution = tableByResolution;
    }

    /**
     * Tables in milliseconds, as all published ones are.
     *
     * @param files at least one
     * @throws InvalidFileException if a file is missing or no table, if its times cannot be milliseconds, or if two
     *     disagree
     */
    public static LatencyTables read(List<Path> files) {
        LatencyTables tables = read(files, LatencyUnit.MILLISECONDS);
        tables.tableByResolution.values().forEach(TablePlausibility::requireUnit);
        return tables;
    }

    /**
     * Tables in a unit that is known for sure.
     *
     * @param files at least one
     * @throws InvalidFileException if a file is missing or no table, or if two disagree
     */
    public static LatencyTables read(List<Path> files, LatencyUnit unit) {
        List<SourceFile> sources = new ArrayList<>();
        TreeMap<Integer, PublishedTable> tables = new TreeMap<>();
        for (Path file : files) {
            PublishedTable table = PublishedTable.read(file, unit);
            TablePlausibility.requireEven(table);
            if (!tables.isEmpty()) {
                requireDialect(table, tables.firstEntry().getValue());
            }
            tables.merge(table.resolution(), table, PublishedTable::and);
            sources.add(table.source());
        }
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("files must not be empty");
        }
        return new LatencyTables(List.copyOf(sources), tables);
    }

    private static void requireDialect(PublishedTable table, PublishedTable first) {
        if (table.dialect() != first.dialect()) {
            throw new InvalidFileException(
                    table.file(),
                    "is in " + table.dialect() + ", but " + first.file() + " in " + first.dialect()
                            + ". Maybe they are of two devices");
        }
    }

    /** Those that there is a table of, ascending. */
    public List<Integer> resolutions() {
        return List.copyOf(tableByResolution.keySet());
    }

    /**
     * The built-in space, at the width multiplier and with the classes, that the stem and head in the tables prove.
     *
     * @throws UnknownTableException if there is none
     */
    public SearchSpace inferSpace() {
        return new SpaceInference(tableByResolution.get(tableByResolution.lastKey())).space();
    }

    /** The files that the tables are in. */
    public List<SourceFile> sources() {
        return sources;
    }

    /**
     * Every time of the tables, by resolution, then by key.
     *
     * @throws InvalidFileException if the shapes in an entry's key do not go together
     */
    public List<PublishedTime> times() {
        return tableByResolution.values().stream()
                .flatMap(table -> table.times().stream())
                .toList();
    }

    /** What the tables have of a space, a value for each of their resolutions, ascending. */
    public List<TableCoverage> coverage(SearchSpace space) {
        return resolutions().stream().map(r -> coverage(space, r)).toList();
    }

    private TableCoverage coverage(SearchSpace space, int resolution) {
        PublishedTable table = tableByResolution.get(resolution);
        List<Layer> layers = new SpaceBlocks(space).at(resolution);
        LayerEntries entries = new LayerEntries(table.dialect(), layers);
        Set<String> needed = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        Set<TableKey> used = new HashSet<>();
        for (Layer layer : layers) {
            Optional<TableKey> key = entries.of(layer).map(Share::key);
            String name = key.map(TableKey::toString).orElse(layer.key());
            needed.add(name);
            if (key.filter(table.entries()::containsKey).isPresent()) {
                used.add(key.get());
            } else {
                missing.add(name);
            }
        }
        return new TableCoverage(
                resolution, needed.size(), List.copyOf(missing), table.entries().size() - used.size());
    }

    /**
     * The profile of the device for a space. It covers the resolutions of the tables, and with {@link
     * Interpolation#BLOCKS_AND_RESOLUTIONS} those of the space between them; what it estimates is marked.
     *
     * @param name of the device
     * @throws MissingBlocksException if the tables lack entries that the space needs and that may not or cannot be estimated
     * @throws InvalidFileException if a table is of a resolution that the space does not have
     */
    public DeviceProfile profile(String name, SearchSpace space, Interpolation interpolation) {
        DeviceProfile.requireName(name);
        requireResolutions(space);
        if (interpolation == Interpolation.NONE) {
            requireComplete(space, coverage(space));
        }
        SpaceBlocks blocks = new SpaceBlocks(space);
        SortedMap<Integer, List<Layer>> layers = new TreeMap<>();
        SortedMap<Integer, List<Optional<Timing>>> published = new TreeMap<>();
        for (int resolution : covered(space, interpolation)) {
            layers.put(resolution, blocks.at(resolution));
            published.put(resolution, published(resolution, layers.get(resolution)));
        }
        return DeviceProfile.imported(
                name, blocks.identity(), sources, complete(space, layers, published), List.copyOf(layers.keySet()));
    }

    private void requireResolutions(SearchSpace space) {
        tableByResolution.forEach((resolution, table) -> {
            if (!space.resolutions().contains(resolution)) {
                throw new InvalidFileException(
                        table.file(),
                        "is the table of " + resolution + " px, but the resolutions of " + space.name() + " are "
                                + space.resolutions());
            }
        });
    }

    private static void requireComplete(SearchSpace space, List<TableCoverage> coverage) {
        List<String> missing = coverage.stream()
                .flatMap(c -> c.missing().stream().map(key -> key + " (at " + c.resolution() + " px)"))
                .toList();
        int needed = coverage.stream().mapToInt(TableCoverage::needed).sum();
        if (!missing.isEmpty()) {
            throw MissingBlocksException.ofTables(space, missing, needed, "Maybe allow estimates: --interpolate");
        }
    }

    private Collection<Integer> covered(SearchSpace space, Interpolation interpolation) {
        if (interpolation != Interpolation.BLOCKS_AND_RESOLUTIONS) {
            return tableByResolution.keySet();
        }
        int lowest = tableByResolution.firstKey();
        int highest = tableByResolution.lastKey();
        return space.resolutions().stream()
                .filter(r -> r >= lowest && r <= highest)
                .toList();
    }

    private List<Optional<Timing>> published(int resolution, List<Layer> layers) {
        PublishedTable table = tableByResolution.get(resolution);
        if (table == null) {
            return layers.stream().map(layer -> Optional.<Timing>empty()).toList();
        }
        LayerEntries entries = new LayerEntries(table.dialect(), layers);
        return layers.stream()
                .map(layer -> entries.of(layer)
                        .flatMap(share -> Optional.ofNullable(table.entries().get(share.key()))
                                .map(entry -> entry.timing(share.fraction()))))
                .toList();
    }

    private static SortedMap<String, Timing> complete(
            SearchSpace space,
            SortedMap<Integer, List<Layer>> layers,
            SortedMap<Integer, List<Optional<Timing>>> published) {
        BlockEstimate estimate = new BlockEstimate(layers, published);
        SortedMap<String, Timing> all = new TreeMap<>();
        Set<String> needed = new TreeSet<>();
        layers.forEach((resolution, some) -> IntStream.range(0, some.size()).forEach(i -> {
            String key = DeviceProfile.keyAt(resolution, some.get(i).key());
            needed.add(key);
            published
                    .get(resolution)
                    .get(i)
                    .or(() -> estimate.of(resolution, i))
                    .ifPresent(timing -> all.putIfAbsent(key, timing));
        }));
        Set<String> missing = new TreeSet<>(needed);
        missing.removeAll(all.keySet());
        if (!missing.isEmpty()) {
            throw MissingBlocksException.ofTables(
                    space,
                    missing,
                    needed.size(),
                    "Too few others are known to estimate these. Maybe give more tables");
        }
        return all;
    }
}
