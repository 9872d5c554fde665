package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Timing;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates beside what was left out: of a law that they must find exactly, and of the published tables. */
final class BlockEstimateTest {
    private static final SearchSpace MBV3 =
            BuiltInSpaces.named("mbv3").orElseThrow().withWidthMultiplier(1.2);

    @Test
    void times_that_follow_the_law_of_the_convolutions_are_found_from_their_siblings() {
        List<Layer> layers = new SpaceBlocks(MBV3).at(224);
        List<Optional<Timing>> timings = layers.stream()
                .map(layer -> Optional.of(Timing.published(1, lawful(layer))))
                .toList();
        BlockEstimate estimate = new BlockEstimate(at(224, layers), at(224, timings));

        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof InvertedResidual block && block.expanded()) {
                Timing timing = estimate.of(224, i).orElseThrow();
                assertThat(timing.latencyNanos()).isCloseTo(lawful(block), within(1e-6 * lawful(block)));
                assertThat(timing.estimated()).isTrue();
            } else {
                assertThat(estimate.of(224, i))
                        .as("%s has no siblings", layers.get(i))
                        .isEmpty();
            }
        }
    }

    private static double lawful(Layer layer) {
        return layer instanceof InvertedResidual block
                ? 5_000 + block.middle() * (300 + 7.0 * block.kernel() * block.kernel())
                : 1_000;
    }

    private static <T> SortedMap<Integer, T> at(int resolution, T value) {
        return new TreeMap<>(Collections.singletonMap(resolution, value));
    }

    @Test
    void blocks_left_out_of_the_published_tables_are_estimated_between_resolutions() {
        Errors errors = leftOut(LatencyTablesTest.note10(), List.of());

        assertThat(errors.count()).isEqualTo(15 * 91);
        assertThat(errors.mean()).isLessThan(0.005);
        assertThat(errors.quantile(0.95)).isLessThan(0.025);
        assertThat(errors.quantile(1)).isLessThan(0.04);
    }

    @ParameterizedTest(name = "{0} px")
    @ValueSource(ints = {160, 176, 192, 208, 224})
    void blocks_left_out_of_a_single_published_table_are_estimated_from_their_siblings(int resolution) {
        Errors errors = leftOut(List.of(LatencyTablesTest.note10(resolution)), List.of(resolution));

        assertThat(errors.count()).isEqualTo(90);
        assertThat(errors.mean()).isLessThan(0.015);
        assertThat(errors.quantile(0.95)).isLessThan(0.05);
        assertThat(errors.quantile(1)).isLessThan(0.10);
    }

    /** @param ends resolutions to judge; empty for all but the lowest and the highest */
    private static Errors leftOut(List<Path> files, List<Integer> ends) {
        DeviceProfile profile = LatencyTables.read(files).profile("note10", MBV3, Interpolation.NONE);
        SortedMap<Integer, List<Layer>> layers = new TreeMap<>();
        SortedMap<Integer, List<Optional<Timing>>> timings = new TreeMap<>();
        LatencyTables.read(files).resolutions().forEach(r -> {
            layers.put(r, new SpaceBlocks(MBV3).at(r));
            timings.put(
                    r,
                    layers.get(r).stream()
                            .map(layer -> Optional.of(profile.timingByBlock().get(DeviceProfile.keyAt(r, layer.key()))))
                            .toList());
        });
        BlockEstimate estimate = new BlockEstimate(layers, timings);
        List<Double> errors = new ArrayList<>();
        for (int r : ends.isEmpty() ? timings.keySet().stream().toList().subList(1, timings.size() - 1) : ends) {
            for (int i = 0; i < layers.get(r).size(); i++) {
                double truth = timings.get(r).get(i).orElseThrow().latencyNanos();
                if (layers.get(r).get(i) instanceof InvertedResidual) {
                    estimate.of(r, i).ifPresent(t -> errors.add(Math.abs(t.latencyNanos() / truth - 1)));
                }
            }
        }
        return new Errors(errors.stream().sorted().toList());
    }

    /** Relative errors, ascending. */
    private record Errors(List<Double> ascending) {
        int count() {
            return ascending.size();
        }

        double mean() {
            return ascending.stream().mapToDouble(e -> e).average().orElseThrow();
        }

        double quantile(double fraction) {
            return ascending.get((int) Math.round(fraction * (ascending.size() - 1)));
        }
    }
}
