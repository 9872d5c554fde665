package dev.specialize.latency;

import static dev.specialize.devices.Precision.INT8;
import static dev.specialize.latency.TinySpace.PLAN;
import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LocalRunner;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.Precision;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.devices.SourceFile;
import dev.specialize.devices.Timing;
import dev.specialize.space.Architecture;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfilerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    @Test
    void a_real_device_is_profiled_and_its_profile_predicts_that_more_layers_take_longer() {
        ProfilePlan patient =
                new ProfilePlan(PLAN.sampling(), 3, 4, 3, 0.02, 5, 5, 6, 4, 0.9, 5, Duration.ofMinutes(1), 1);
        DeviceProfile profile = profile(LocalRunner.withThreads(1), patient);

        LatencyModel model = LatencyModel.of(profile, TINY);
        assertThat(model.nanos(TINY.lower(TINY.largest()))).isGreaterThan(model.nanos(TINY.lower(TINY.smallest())));
        assertThat(profile.measurement().orElseThrow().measuredAt()).isEqualTo(NOW);
        assertThat(profile.measurement().orElseThrow().runtime().name()).isEqualTo("onnxruntime");
    }

    @Test
    void the_table_holds_each_block_of_the_space_once_and_nothing_else() {
        DeviceProfile profile = profile(new KnownDevice(), PLAN);

        Set<String> keys = new TreeSet<>();
        for (int resolution : TINY.resolutions()) {
            TINY.layersBeforeStages(resolution).forEach(layer -> keys.add(layer.key()));
            for (int stage = 0; stage < 2; stage++) {
                for (int index = 0; index < 2; index++) {
                    for (int choice = 0; choice < 2; choice++) {
                        Layer block = TINY.block(
                                resolution,
                                stage,
                                index,
                                TINY.widthsAt(stage).get(0),
                                TINY.stages().get(stage).choice(choice));
                        keys.add(block.key());
                    }
                }
            }
            TINY.layersAfterStages(resolution, 16).forEach(layer -> keys.add(layer.key()));
        }
        assertThat(profile.timingByBlock().keySet()).isEqualTo(keys);
        assertThat(profile.timingByBlock().values()).allSatisfy(timing -> {
            assertThat(timing.rounds()).isEqualTo(PLAN.leastRounds());
            assertThat(timing.samples()).isEqualTo(6);
        });
    }

    @Test
    void an_additive_device_is_predicted_exactly_but_for_its_noise() {
        DeviceProfile profile = profile(new KnownDevice(), PLAN);

        assertThat(profile.heldOutError().orElseThrow().nets()).isEqualTo(4);
        assertThat(profile.heldOutError().orElseThrow().meanAbsolutePercent()).isLessThan(2);
        assertThat(profile.resolutions()).isEqualTo(TINY.resolutions());
        assertThat(profile.prior().session()).isLessThan(0.01);
        assertThat(profile.prior().processes()).isGreaterThanOrEqualTo(PLAN.leastRounds());
    }

    @Test
    void networks_that_tell_the_error_are_not_calibrated_on() {
        DeviceProfile profile = profile(new KnownDevice(), PLAN);

        Set<String> calibrated = architectures(profile, NetRole.CALIBRATION);
        assertThat(calibrated).hasSize(6);
        assertThat(architectures(profile, NetRole.HELD_OUT)).hasSize(4).doesNotContainAnyElementsOf(calibrated);
    }

    @Test
    void resolutions_beyond_those_that_are_timed_are_interpolated() {
        ProfilePlan plan =
                new ProfilePlan(PLAN.sampling(), 3, 4, 3, 0.02, 5, 2, 6, 4, 0.1, 2, Duration.ofMinutes(1), 1);
        DeviceProfile profile = profile(new KnownDevice(), plan);

        String between = TINY.layersBeforeStages(12).get(0).key();
        assertThat(profile.timingByBlock().get(between).rounds()).isZero();
        assertThat(profile.resolutions()).isEqualTo(TINY.resolutions());
        assertThat(profile.heldOutError().orElseThrow().meanAbsolutePercent()).isLessThan(2);
    }

    @Test
    void the_same_device_gives_the_same_profile() {
        assertThat(profile(new KnownDevice(), PLAN)).isEqualTo(profile(new KnownDevice(), PLAN));
    }

    @Test
    void the_profile_is_all_that_is_left() throws Exception {
        DeviceProfile profile = profile(new KnownDevice(), PLAN);

        assertThat(DeviceProfile.read(target())).isEqualTo(profile);
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> !f.getFileName().toString().endsWith(".lock")))
                    .containsExactly(target());
        }
    }

    @Test
    void progress_counts_every_visit_up_to_the_last_once_the_pace_is_known() {
        RecordingListener listener = new RecordingListener();
        FaultyDevice device = FaultyDevice.counting(new KnownDevice());
        ProfilePlan asPlanned =
                new ProfilePlan(PLAN.sampling(), 3, 3, 3, 0.02, 5, 5, 6, 4, 0.1, 2, Duration.ofMinutes(1), 1);
        new Profiler(TINY, device, asPlanned, listener).profile("known", target());

        assertThat(listener.progress()).hasSize(device.visits() - 10);
        ProfileProgress last = listener.progress().get(device.visits() - 11);
        assertThat(last.done()).isEqualTo(device.visits()).isEqualTo(last.total());
        assertThat(last.left()).isZero();
    }

    @Test
    void with_more_patience_a_measurement_goes_on_where_it_was() {
        ModelRunner lost = FaultyDevice.lostAt(40, new KnownDevice());
        assertThatThrownBy(() -> profile(lost, PLAN)).hasMessage("lost");
        RecordingListener listener = new RecordingListener();
        new Profiler(TINY, new KnownDevice(), PLAN.withPatience(Duration.ofHours(1)), listener)
                .profile("known", target());
        assertThat(listener.notes()).first().asString().startsWith("Going on where the last measurement stopped");
    }

    @Test
    void two_profilers_at_one_device_are_one_too_many() {
        DeviceIdentity device = new KnownDevice().identity();

        ProfilingLock.holding(folder, device, () -> {
            assertThatThrownBy(() -> profile(new KnownDevice(), PLAN))
                    .isInstanceOf(DeviceBusyException.class)
                    .hasMessageContaining("Another program is profiling Known, 2 cores");
            return 0;
        });
        assertThat(profile(new KnownDevice(), PLAN).name()).isEqualTo("known");
    }

    @Test
    void a_place_that_cannot_be_written_is_found_before_anything_is_timed() throws Exception {
        FaultyDevice device = FaultyDevice.counting(new KnownDevice());
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new Profiler(TINY, device, PLAN, ProfileListener.NOOP)
                        .profile("known", file.resolve("known.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
        assertThat(device.visits()).isZero();
    }

    @Test
    void a_space_with_too_few_networks_is_refused() {
        SearchSpace one = TINY.withResolutions(List.of(8));
        ProfilePlan greedy =
                new ProfilePlan(PLAN.sampling(), 3, 4, 3, 0.02, 5, 5, 30, 20, 0.1, 2, Duration.ofMinutes(1), 1);

        assertThatThrownBy(() ->
                        new Profiler(one, new KnownDevice(), greedy, ProfileListener.NOOP).profile("known", target()))
                .hasMessageContaining("The space tiny of 36 architectures is too small");
    }

    @Test
    void another_devices_profile_leaves_only_a_few_networks_to_time() {
        DeviceProfile other = profile(new KnownDevice(), PLAN);
        SourceFile source = other.asSource();
        FaultyDevice twiceAsSlow = FaultyDevice.slowed(new KnownDevice(), visit -> 2);
        DeviceProfile adapted = new Profiler(TINY, twiceAsSlow, PLAN, ProfileListener.NOOP)
                .adapt("other", folder.resolve("other.json"), other, source);

        assertThat(adapted.sources()).containsExactly(source);
        assertThat(adapted.heldOutError().orElseThrow().meanAbsolutePercent()).isLessThan(3);
        assertThat(adapted.timingByBlock().values()).allMatch(Timing::estimated);
        assertThat(adapted.nets())
                .allSatisfy(net -> assertThat(net.timing().estimated()).isFalse());
        int nets = PLAN.calibrationNets() + PLAN.heldOutNets();
        assertThat(twiceAsSlow.visits()).isLessThan(2 * nets * PLAN.mostRounds());
    }

    @Test
    void a_profile_with_another_number_of_threads_is_adapted_with_a_warning() {
        DeviceProfile other = profile(new KnownDevice(2), PLAN);
        RecordingListener same = adapting(new KnownDevice(2), other);
        RecordingListener different = adapting(new KnownDevice(1), other);

        assertThat(same.notes()).noneMatch(note -> note.contains("threads"));
        assertThat(different.notes()).anyMatch(note -> note.contains("threads: 2"));
    }

    private RecordingListener adapting(KnownDevice device, DeviceProfile other) {
        RecordingListener listener = new RecordingListener();
        new Profiler(TINY, device, PLAN, listener)
                .adapt("other", folder.resolve("with-" + device.runtime().threads()), other, other.asSource());
        return listener;
    }

    @Test
    void a_profile_that_covers_less_is_adapted_where_it_covers_and_no_further() {
        DeviceProfile other = profile(new KnownDevice(), PLAN);
        DeviceProfile lower = new DeviceProfile(
                other.format(),
                other.name(),
                other.provenance(),
                other.space(),
                other.batch(),
                other.measurement(),
                other.sources(),
                other.timingByBlock(),
                List.of(8, 12),
                List.of(),
                other.prior(),
                other.heldOutError());
        DeviceProfile adapted = new Profiler(TINY, new KnownDevice(), PLAN, ProfileListener.NOOP)
                .adapt("other", folder.resolve("other.json"), lower, lower.asSource());

        assertThat(adapted.resolutions()).containsExactly(8, 12);
        assertThat(LatencyModel.of(adapted, TINY).resolutions()).containsExactly(8, 12);
    }

    @Test
    void models_are_timed_in_the_precision_that_was_asked_for_and_only_compared_in_it() {
        Path file = folder.resolve("known@int8.json");
        DeviceProfile eightBits =
                new Profiler(TINY, new KnownDevice().running(INT8), PLAN, ProfileListener.NOOP).profile("known", file);
        DeviceProfile usual = profile(new KnownDevice(), PLAN);

        assertThat(eightBits.precision()).isEqualTo(INT8);
        // this device takes 1 ns for each byte of a file
        Architecture largest = TINY.largest();
        byte[] model = new ModelForm(1, INT8).untrained(TINY.lower(largest));
        assertThat(predicted(eightBits, largest)).isCloseTo(model.length, withinPercentage(5));
        assertThat(predicted(usual, largest)).isCloseTo(untrained(largest).length, withinPercentage(5));
        assertThatThrownBy(() ->
                        new ProfileCheck(TINY, eightBits, new KnownDevice(), ProfilePlan.QUICK, ProfileListener.NOOP))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessageContaining("int8")
                .hasMessageContaining("fp32");
    }

    private static double predicted(DeviceProfile profile, Architecture architecture) {
        return LatencyModel.of(profile, TINY).predict(TINY.lower(architecture)).nanos();
    }

    private static byte[] untrained(Architecture architecture) {
        return new ModelForm(1, Precision.FP32).untrained(TINY.lower(architecture));
    }

    @Test
    void a_profile_of_another_space_is_not_adapted() {
        DeviceProfile other = profile(new KnownDevice(), PLAN);
        FaultyDevice device = FaultyDevice.counting(new KnownDevice());
        Profiler profiler = new Profiler(TINY.withClasses(7), device, PLAN, ProfileListener.NOOP);

        assertThatThrownBy(() -> profiler.adapt("other", folder.resolve("o.json"), other, other.asSource()))
                .isInstanceOf(ProfileMismatchException.class);
        assertThat(device.visits()).isZero();
    }

    @Test
    void a_clock_that_is_set_back_all_the_time_changes_only_the_date() {
        RecordingListener listener = new RecordingListener();
        DeviceProfile profile =
                new Profiler(TINY, new KnownDevice(), 1, PLAN, listener, new SetBack(NOW)).profile("known", target());

        assertThat(listener.progress())
                .isNotEmpty()
                .extracting(ProfileProgress::left)
                .allMatch(left -> !left.isNegative() && left.compareTo(Duration.ofMinutes(5)) < 0);
        assertThat(profile.nets()).isEqualTo(profile(new KnownDevice(), PLAN).nets());
    }

    /** Loses an hour with every look at it. */
    private static final class SetBack extends Clock {
        private Instant next;

        SetBack(Instant first) {
            next = first;
        }

        @Override
        public Instant instant() {
            next = next.minus(Duration.ofHours(1));
            return next;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static Set<String> architectures(DeviceProfile profile, NetRole role) {
        return profile.nets().stream()
                .filter(net -> net.role() == role)
                .map(MeasuredNet::architecture)
                .collect(Collectors.toSet());
    }

    private DeviceProfile profile(ModelRunner device, ProfilePlan plan) {
        return new Profiler(TINY, device, 1, plan, ProfileListener.NOOP, Clock.fixed(NOW, ZoneOffset.UTC))
                .profile("known", target());
    }

    private Path target() {
        return folder.resolve("known.json");
    }
}
