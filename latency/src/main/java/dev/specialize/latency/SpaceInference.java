package dev.specialize.latency;

import dev.specialize.latency.LayerEntries.Share;
import dev.specialize.latency.TableKey.Kind;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the built-in space and the width multiplier whose stem and head are those of a table. */
record SpaceInference(PublishedTable table) {
    /** Hundredths; 1.0 first. */
    private static final List<Integer> MULTIPLIERS = IntStream.concat(
                    IntStream.of(100), IntStream.rangeClosed(2, 60).map(i -> 5 * i))
            .boxed()
            .toList();

    /** @throws UnknownTableException if there is none; the message says what the stem and head of the table are */
    SearchSpace space() {
        return BuiltInSpaces.all()
                .map(this::withEnds)
                .flatMap(space -> MULTIPLIERS.stream().map(hundredths -> space.withWidthMultiplier(hundredths / 100.0)))
                .filter(this::hasEndsOf)
                .max(Comparator.comparingLong(this::blocksOf))
                .filter(space -> blocksOf(space) > 0)
                .map(this::withExpandsOf)
                .orElseThrow(() -> new UnknownTableException(table.source().name(), ends(), built()));
    }

    private SearchSpace withEnds(SearchSpace space) {
        SearchSpace coloured = space.withInputChannels(table.stem().input().channels());
        return keys(Kind.LOGITS)
                .map(key -> key.output().channels())
                .filter(classes -> classes >= 2)
                .findFirst()
                .map(coloured::withClasses)
                .orElse(coloured);
    }

    private boolean hasEndsOf(SearchSpace space) {
        return inTable(space, layer -> !(layer instanceof InvertedResidual)).allMatch(found -> found);
    }

    private long blocksOf(SearchSpace space) {
        return inTable(space, layer -> layer instanceof InvertedResidual)
                .filter(found -> found)
                .count();
    }

    /** For each such layer of the space, whether the table has its time. */
    private Stream<Boolean> inTable(SearchSpace space, Predicate<Layer> some) {
        List<Layer> layers = new SpaceBlocks(space).at(table.resolution());
        LayerEntries entries = new LayerEntries(table.dialect(), layers);
        return layers.stream()
                .filter(some)
                .map(layer -> entries.of(layer)
                        .map(Share::key)
                        .filter(table.entries()::containsKey)
                        .isPresent());
    }

    /**
     * Without the expansions that the table has nowhere: it was made for a space that does not have them. One that it
     * lacks at some places only is missing there, and stays.
     */
    private SearchSpace withExpandsOf(SearchSpace space) {
        List<Double> expands = space.stages().stream()
                .flatMap(stage -> stage.expands().stream())
                .distinct()
                .filter(expand -> hasAny(withExpands(space, List.of(expand))))
                .toList();
        return withExpands(space, expands);
    }

    private boolean hasAny(SearchSpace space) {
        return inTable(space, layer -> layer instanceof InvertedResidual block && block.expanded())
                .anyMatch(found -> found);
    }

    private static SearchSpace withExpands(SearchSpace space, List<Double> expands) {
        return space.withStages(space.stages().stream()
                .map(s -> new Stage(
                        s.kind(),
                        s.widths(),
                        s.stride(),
                        s.activation(),
                        s.squeezeExcite(),
                        s.depths(),
                        s.kernels(),
                        s.expands().stream().filter(expands::contains).toList()))
                .toList());
    }

    private Stream<TableKey> keys(Kind kind) {
        return table.entries().keySet().stream().filter(key -> key.kind() == kind);
    }

    private String ends() {
        return table.entries().keySet().stream()
                .filter(key -> key.kind() != Kind.BLOCK)
                .sorted(Comparator.comparing(TableKey::kind))
                .map(TableKey::toString)
                .limit(6)
                .collect(Collectors.joining(", "));
    }

    private static String built() {
        return BuiltInSpaces.all().map(SearchSpace::name).collect(Collectors.joining(", "));
    }
}
