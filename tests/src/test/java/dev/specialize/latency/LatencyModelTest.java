package dev.specialize.latency;

import static dev.specialize.latency.TinySpace.PLAN;
import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Timing;
import dev.specialize.regression.EstimatedVariance;
import dev.specialize.space.Activation;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.Layer;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencyModelTest {
    private static final SearchSpace SMALL = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final Truth EXACT = Truth.of(SMALL, 0);
    private static final Truth NOISY = Truth.of(SMALL, 0.015);

    private static DeviceProfile profile;

    @BeforeAll
    static void profile_a_known_device(@TempDir Path folder) {
        profile = new Profiler(TINY, new KnownDevice(), PLAN, ProfileListener.NOOP)
                .profile("known", folder.resolve("known.json"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_mean_of_a_network_is_the_sum_of_its_layers(long seed) {
        LatencyModel model = LatencyModel.of(profile, TINY);
        Architecture architecture = new ArchitectureSampler(TINY).sample(new SplittableRandom(seed));
        Network network = TINY.lower(architecture);
        double sum = 0;
        for (Layer layer : network.layers()) {
            sum += model.layerNanos(architecture.resolution(), layer);
        }
        assertThat(model.nanos(network)).isCloseTo(sum, within(1e-6));
        assertThat(model.predict(network).nanos()).isCloseTo(sum, within(1e-6));
    }

    @Test
    void without_networks_it_says_what_the_table_says_and_is_as_unsure_as_its_prior() {
        LatencyModel model = EXACT.model(List.of());
        Network network = SMALL.lower(SMALL.largest());

        assertThat(model.nanos(network)).isCloseTo(EXACT.table().nanos(network), within(1e-6));
        assertThat(model.predict(network).deviationNanos() / model.nanos(network))
                .isBetween(UsualPriors.COSTS.scale(), 2 * UsualPriors.COSTS.scale());
    }

    @Test
    void the_more_networks_it_knows_the_surer_it_is() {
        double[] deviations = List.of(0, 3, 10, 30, 100).stream()
                .mapToDouble(count -> usualDeviation(NOISY.model(NOISY.nets(count, 1))))
                .toArray();

        for (int i = 1; i < deviations.length; i++) {
            assertThat(deviations[i]).isLessThan(0.95 * deviations[i - 1]);
        }
        assertThat(deviations[deviations.length - 1])
                .as("no surer than a network is noisy")
                .isGreaterThan(UsualPriors.COSTS.noise());
    }

    private static double usualDeviation(LatencyModel model) {
        return NOISY.nets(50, 2).stream()
                .map(net -> model.predict(SMALL.lower(net.architecture())))
                .mapToDouble(prediction -> prediction.deviationNanos() / prediction.nanos())
                .average()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} networks")
    @ValueSource(ints = {20, 80, 200})
    void it_learns_what_a_table_does_not_know_and_how_sure_it_may_be(int count) {
        LatencyModel model = NOISY.model(NOISY.nets(count, 3));
        PredictionError error = error(model, NOISY.nets(300, 4));

        assertThat(error.meanAbsolutePercent()).isLessThan(count < 50 ? 3 : 1.6);
        assertThat(error.withinIntervalPercent()).isBetween(90.0, 100.0);
    }

    private static PredictionError error(LatencyModel model, List<TimedNet> nets) {
        List<MeasuredNet> compared =
                nets.stream().map(net -> model.compared(net, NetRole.HELD_OUT)).toList();
        return PredictionError.of(compared);
    }

    @Test
    void a_network_that_was_disturbed_does_not_mislead_it() {
        List<TimedNet> nets = new ArrayList<>(EXACT.nets(60, 5));
        double undisturbed = error(EXACT.model(nets), EXACT.nets(100, 6)).meanAbsolutePercent();
        TimedNet first = nets.get(0);
        nets.set(0, new TimedNet(first.architecture(), first.timing().times(3)));

        assertThat(error(EXACT.model(nets), EXACT.nets(100, 6)).meanAbsolutePercent())
                .isLessThan(undisturbed + 0.5);
    }

    @Test
    void networks_timed_later_teach_the_pace_of_the_day() {
        LatencyModel model = EXACT.model(EXACT.nets(100, 7));
        List<TimedNet> slower = EXACT.nets(10, 8).stream()
                .map(net -> new TimedNet(net.architecture(), net.timing().times(1.06)))
                .toList();
        LatencyModel learned = model.learning(slower, EstimatedVariance.known(0));

        for (TimedNet net : EXACT.nets(20, 9)) {
            Network network = SMALL.lower(net.architecture());
            assertThat(learned.nanos(network) / model.nanos(network)).isBetween(1.04, 1.065);
            assertThat(learned.predict(network).deviationNanos())
                    .isLessThan(1.07 * model.predict(network).deviationNanos());
        }
    }

    @Test
    void one_network_timed_later_teaches_of_itself_more_than_of_others() {
        LatencyModel model = NOISY.model(NOISY.nets(10, 10));
        TimedNet odd = NOISY.nets(1, 11).get(0);
        double predicted = model.nanos(SMALL.lower(odd.architecture()));
        LatencyModel learned = model.learning(
                List.of(new TimedNet(odd.architecture(), Timing.published(1, 1.2 * predicted))),
                EstimatedVariance.known(0));

        double own = learned.nanos(SMALL.lower(odd.architecture())) / predicted - 1;
        Network smallest = SMALL.lower(SMALL.smallest());
        assertThat(own).isBetween(0.02, 0.2);
        assertThat(learned.nanos(smallest) / model.nanos(smallest) - 1).isLessThan(own);
    }

    @Test
    void the_95th_percentile_is_as_far_above_as_in_the_networks_it_knows() {
        List<TimedNet> nets = EXACT.nets(30, 12).stream()
                .map(net -> new TimedNet(net.architecture(), skewed(net.timing().latencyNanos())))
                .toList();
        DeviceProfile skewed = of(EXACT, nets);
        Network network = SMALL.lower(SMALL.largest());
        double undisturbed = EXACT.model(nets).nanos(network)
                / QuantileRatio.of(nets, LatencyQuantile.P50).mean();

        LatencyModel median = LatencyModel.of(skewed, SMALL);
        LatencyModel slow = LatencyModel.of(skewed, SMALL, LatencyQuantile.P95);
        assertThat(median.nanos(network) / undisturbed).isCloseTo(1.1, within(1e-9));
        assertThat(slow.nanos(network) / undisturbed).isCloseTo(1.38, within(1e-9));
        assertThat(slow.quantile()).isEqualTo(LatencyQuantile.P95);
    }

    @Test
    void the_95th_percentile_is_refused_where_only_means_are_known() {
        DeviceProfile means = of(EXACT, EXACT.nets(3, 13));
        assertThat(LatencyModel.of(means, SMALL).quantile()).isEqualTo(LatencyQuantile.P50);
        assertThatThrownBy(() -> LatencyModel.of(means, SMALL, LatencyQuantile.P95))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessageContaining("'skewed' is measured and tells usual runs only, nothing of their p95");
    }

    /** Samples of 1, 1.1 and 1.41 times the latency: the 95th percentile is interpolated to 1.38. */
    private static Timing skewed(double nanos) {
        double last = 1.1 + (1.38 - 1.1) / 0.9;
        return Timing.of(List.of(new Samples(List.of(nanos, 1.1 * nanos, last * nanos))));
    }

    private static DeviceProfile of(Truth truth, List<TimedNet> nets) {
        LatencyModel model = truth.model(nets);
        return new DeviceProfile(
                profile.format(),
                "skewed",
                profile.provenance(),
                new SpaceBlocks(truth.space()).identity(),
                1,
                profile.measurement(),
                List.of(),
                truth.table().timingByBlock(),
                truth.space().resolutions(),
                nets.stream()
                        .map(net -> model.compared(net, NetRole.CALIBRATION))
                        .toList(),
                UsualPriors.COSTS,
                profile.heldOutError());
    }

    @Test
    void a_table_without_some_blocks_is_refused_with_their_count_and_a_name() {
        SortedMap<String, Timing> table = new TreeMap<>(profile.timingByBlock());
        table.remove("linear:32-3");
        table.remove("pool:r2:32");

        assertThatThrownBy(() -> LatencyModel.of(with(table, profile.resolutions()), TINY))
                .isInstanceOf(MissingBlocksException.class)
                .hasMessageStartingWith("The profile 'known' lacks 2 of ")
                .hasMessageContaining(" blocks of tiny, such as linear:32-3.");
    }

    @Test
    void a_profile_covers_its_resolutions_and_no_others() {
        DeviceProfile smaller = with(profile.timingByBlock(), List.of(8, 12));
        LatencyModel model = LatencyModel.of(smaller, TINY);

        assertThat(LatencyModel.of(profile, TINY).resolutions()).isEqualTo(TINY.resolutions());
        assertThat(model.resolutions()).containsExactly(8, 12);
        assertThatThrownBy(() -> model.nanos(TINY.lower(TINY.largest()))).hasMessage("No resolution 16 in the profile");
    }

    @Test
    void a_profile_that_covers_no_resolution_of_the_space_is_refused() {
        assertThatThrownBy(() -> LatencyModel.of(with(profile.timingByBlock(), List.of(9)), TINY))
                .isInstanceOf(MissingBlocksException.class)
                .hasMessageContaining("covers none of the resolutions [8, 12, 16] of tiny");
    }

    @Test
    void the_time_of_one_resolution_goes_before_that_of_all() {
        SortedMap<String, Timing> timings = new TreeMap<>(profile.timingByBlock());
        timings.put("linear:32-3@8", Timing.published(1, 1e9));
        LatencyModel model = LatencyModel.of(
                TINY, new BlockTable(timings), TINY.resolutions(), UsualPriors.ISOLATED_BLOCKS, List.of());
        Layer classifier = new Linear("classifier", new FeatureMap(32, 1), 3);

        assertThat(model.layerNanos(8, classifier)).isEqualTo(1e9);
        assertThat(model.layerNanos(12, classifier)).isLessThan(1e6);
    }

    @Test
    void a_space_of_the_same_name_with_other_classes_is_another_space() {
        assertThatThrownBy(() -> LatencyModel.of(profile, TINY.withClasses(5)))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessageContaining("tiny (sha256 ");
    }

    @Test
    void a_layer_or_resolution_of_another_space_has_no_time() {
        LatencyModel model = LatencyModel.of(profile, TINY);
        Layer foreign = new Convolution("c", new FeatureMap(7, 8), 7, 3, 1, true, Activation.RELU);

        assertThatThrownBy(() -> model.layerNanos(8, foreign))
                .hasMessage("No block " + foreign.key() + " in the table");
        assertThatThrownBy(() -> model.layerNanos(10, TINY.layersBeforeStages(8).get(0)))
                .hasMessage("No resolution 10 in the profile");
    }

    private static DeviceProfile with(SortedMap<String, Timing> table, List<Integer> resolutions) {
        return new DeviceProfile(
                profile.format(),
                profile.name(),
                profile.provenance(),
                profile.space(),
                profile.batch(),
                profile.measurement(),
                profile.sources(),
                table,
                resolutions,
                profile.nets().stream()
                        .filter(net -> resolutions.contains(
                                Architecture.parse(net.architecture()).resolution()))
                        .toList(),
                profile.prior(),
                profile.heldOutError());
    }
}
