package dev.specialize.search;

import dev.specialize.files.SharedData;
import dev.specialize.latency.Interpolation;
import dev.specialize.latency.LatencyModel;
import dev.specialize.latency.LatencyTables;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.MlpPredictor;
import dev.specialize.pytorch.StateDict;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The published space, latency tables of one phone and accuracy predictor.
 *
 * @param latency in nanoseconds
 */
record PublishedCase(SearchSpace space, AccuracyPredictor predictor, AdditiveCost latency) {
    /** Skips the calling test where the files are absent. */
    static PublishedCase at(List<Integer> resolutions) {
        List<Path> files = resolutions.stream()
                .map(r -> SharedData.file("ofa/note10/" + r + "_lookup_table.yaml"))
                .toList();
        LatencyTables tables = LatencyTables.read(files);
        SearchSpace space = tables.inferSpace().withResolutions(resolutions);
        LatencyModel model = LatencyModel.of(tables.profile("note10", space, Interpolation.NONE), space);
        SearchSpace plain = BuiltInSpaces.named("mbv3").orElseThrow();
        AccuracyPredictor predictor = MlpPredictor.of(
                StateDict.read(SharedData.file("ofa/acc_predictor.pth")).tensors(), plain, List.of());
        return new PublishedCase(space, predictor, AdditiveCost.of(space, model::layerNanos, resolution -> 0));
    }

    /** Those that the reference searches. */
    static PublishedCase usual() {
        return at(List.of(160, 176, 192, 208, 224));
    }

    /** All that there are tables for. */
    static PublishedCase full() {
        return at(IntStream.rangeClosed(40, 56).mapToObj(i -> 4 * i).toList());
    }

    Constraint within(double milliseconds) {
        return Constraint.latency(new LatencyBudget(Math.round(milliseconds * 1e6)), latency, 0, "note10");
    }

    SearchResult search(double milliseconds, SearchSettings settings) {
        return new Search(space, predictor, settings).under(List.of(within(milliseconds)));
    }
}
