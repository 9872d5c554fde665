package dev.specialize.latency;

import static dev.specialize.latency.TinySpace.PLAN;
import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.devices.ResolutionScale;
import dev.specialize.devices.Timing;
import dev.specialize.space.Activation;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.Layer;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import java.nio.file.Path;
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
    private static DeviceProfile profile;

    @BeforeAll
    static void profile_a_known_device(@TempDir Path folder) {
        profile = new Profiler(TINY, new KnownDevice(), PLAN, ProfileListener.NOOP)
                .profile("known", folder.resolve("known.json"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_network_takes_the_scaled_sum_of_its_blocks(long seed) {
        Architecture architecture = new ArchitectureSampler(TINY).sample(new SplittableRandom(seed));
        Network network = TINY.lower(architecture);
        double sum = 0;
        for (Layer layer : network.layers()) {
            sum += profile.timingByBlock().get(layer.key()).latencyNanos();
        }
        int index = TINY.resolutions().indexOf(architecture.resolution());
        double scale = profile.scales().get(index).scale();

        assertThat(LatencyModel.of(profile, TINY).nanos(network)).isCloseTo(scale * sum, within(1e-6));
    }

    @Test
    void a_table_without_some_blocks_is_refused_with_their_count_and_a_name() {
        SortedMap<String, Timing> table = new TreeMap<>(profile.timingByBlock());
        table.remove("linear:32-3");
        table.remove("pool:r2:32");

        assertThatThrownBy(() -> LatencyModel.of(with(table, profile.scales()), TINY))
                .isInstanceOf(MissingBlocksException.class)
                .hasMessageStartingWith("The profile 'known' lacks 2 of ")
                .hasMessageContaining(" blocks of tiny, such as linear:32-3.");
    }

    @Test
    void a_profile_covers_the_resolutions_that_it_has_a_scale_for() {
        List<ResolutionScale> scales = profile.scales().subList(0, 2);
        LatencyModel model = LatencyModel.of(with(profile.timingByBlock(), scales), TINY);

        assertThat(LatencyModel.of(profile, TINY).resolutions()).isEqualTo(TINY.resolutions());
        assertThat(model.resolutions()).containsExactly(8, 12);
        assertThatThrownBy(() -> model.nanos(TINY.lower(TINY.largest()))).hasMessage("No resolution 16 in the profile");
    }

    @Test
    void a_profile_that_covers_no_resolution_of_the_space_is_refused() {
        List<ResolutionScale> scales = List.of(new ResolutionScale(9, 0, 1));

        assertThatThrownBy(() -> LatencyModel.of(with(profile.timingByBlock(), scales), TINY))
                .isInstanceOf(MissingBlocksException.class)
                .hasMessageContaining("covers none of the resolutions [8, 12, 16] of tiny");
    }

    @Test
    void the_time_of_one_resolution_goes_before_that_of_all() {
        SortedMap<String, Timing> table = new TreeMap<>(profile.timingByBlock());
        table.put("linear:32-3@8", Timing.published(1, 1e9));
        LatencyModel model = LatencyModel.of(with(table, profile.scales()), TINY);
        Layer classifier = new Linear("classifier", new FeatureMap(32, 1), 3);

        assertThat(model.layerNanos(8, classifier))
                .isEqualTo(1e9 * profile.scales().get(0).scale());
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

    private static DeviceProfile with(SortedMap<String, Timing> table, List<ResolutionScale> scales) {
        return new DeviceProfile(
                profile.format(),
                profile.name(),
                profile.provenance(),
                profile.space(),
                profile.measurement(),
                profile.sources(),
                table,
                scales,
                profile.relativeMargin());
    }
}
