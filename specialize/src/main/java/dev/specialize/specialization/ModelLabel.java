package dev.specialize.specialization;

import dev.specialize.export.ModelMetadata;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.supernet.SupernetManifest;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What the exported models of a supernet say about themselves.
 *
 * @param shared what is the same in all of them
 */
public record ModelLabel(ModelMetadata shared) {
    /** Of models of which nothing is known but the search space. */
    public static final ModelLabel PLAIN = new ModelLabel(ModelMetadata.NONE);

    public static ModelLabel of(SupernetManifest supernet) {
        Preprocessing preprocessing = supernet.preprocessing();
        return new ModelLabel(new ModelMetadata(
                supernet.classes(),
                preprocessing.means(),
                preprocessing.deviations(),
                new TreeMap<>(Map.of("supernet", supernet.name()))));
    }

    ModelMetadata with(Architecture architecture) {
        SortedMap<String, String> extra = new TreeMap<>(shared.extra());
        extra.put("architecture", architecture.toString());
        return new ModelMetadata(shared.classNames(), shared.means(), shared.deviations(), extra);
    }

    /** As long as that of any subnet of a space. */
    ModelMetadata longest(SearchSpace space) {
        List<Integer> widths = space.stages().stream().map(Stage::maxWidth).toList();
        return with(new Architecture(
                space.maxResolution(),
                space.elastic(widths),
                space.stages().stream()
                        .map(s -> Collections.nCopies(s.maxDepth(), wordiest(s)))
                        .toList()));
    }

    private static BlockChoice wordiest(Stage stage) {
        return IntStream.range(0, stage.choicesPerBlock())
                .mapToObj(stage::choice)
                .max(Comparator.comparingInt(choice -> choice.toString().length()))
                .orElseThrow();
    }
}
