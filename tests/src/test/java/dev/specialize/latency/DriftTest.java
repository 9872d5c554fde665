package dev.specialize.latency;

import static dev.specialize.latency.TinySpace.PLAN;
import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DriftTest {
    @TempDir
    private Path folder;

    @Test
    void disturbed_laps_are_repeated_and_leave_no_trace() {
        FaultyDevice calm = FaultyDevice.counting(new KnownDevice());
        DeviceProfile truth = profile(calm);
        FaultyDevice disturbed = FaultyDevice.slowed(new KnownDevice(), visit -> visit >= 30 && visit < 50 ? 1.5 : 1);
        DeviceProfile profile = profile(disturbed);

        assertThat(disturbed.visits()).isGreaterThan(calm.visits() + 20);
        assertThat(profile.timingByBlock()).allSatisfy((block, timing) -> {
            assertThat(timing.rounds()).isEqualTo(PLAN.leastRounds());
            assertThat(timing.latencyNanos())
                    .isCloseTo(truth.timingByBlock().get(block).latencyNanos(), within(0.02 * timing.latencyNanos()));
        });
    }

    @Test
    void laps_that_stay_disturbed_are_left_out_while_most_are_not() {
        leavesDisturbedLapsOut(
                new ProfilePlan(PLAN.sampling(), 3, 3, 3, 0.02, 5, 5, 6, 4, 0.1, 0, Duration.ofMinutes(1), 1));
    }

    @Test
    void nothing_is_repeated_when_patience_is_over() {
        leavesDisturbedLapsOut(new ProfilePlan(PLAN.sampling(), 3, 3, 3, 0.02, 5, 5, 6, 4, 0.1, 100, Duration.ZERO, 1));
    }

    @Test
    void a_measurement_whose_patience_was_over_goes_on_with_more_of_it() {
        FaultyDevice calm = FaultyDevice.counting(new KnownDevice());
        ProfilePlan hasty = new ProfilePlan(PLAN.sampling(), 3, 3, 3, 0.02, 5, 5, 6, 4, 0.1, 100, Duration.ZERO, 1);
        new Profiler(TINY, calm, hasty, ProfileListener.NOOP).profile("known", folder.resolve("calm.json"));
        ModelRunner disturbed = FaultyDevice.slowed(new KnownDevice(), visit -> visit >= 30 && visit < 50 ? 1.5 : 1);
        ModelRunner lost = FaultyDevice.lostAt(calm.visits() * 2 / 3, disturbed);
        assertThatThrownBy(() -> new Profiler(TINY, lost, hasty, ProfileListener.NOOP).profile("known", target()))
                .hasMessage("lost");

        FaultyDevice back = FaultyDevice.counting(new KnownDevice());
        ProfilePlan patient = hasty.withPatience(Duration.ofHours(1));
        new Profiler(TINY, back, patient, ProfileListener.NOOP).profile("known", target());
        assertThat(back.visits()).isLessThan(calm.visits());
    }

    private void leavesDisturbedLapsOut(ProfilePlan plan) {
        FaultyDevice disturbed = FaultyDevice.slowed(new KnownDevice(), visit -> visit >= 30 && visit < 50 ? 1.5 : 1);
        DeviceProfile profile = new Profiler(TINY, disturbed, plan, ProfileListener.NOOP).profile("known", target());

        assertThat(profile.timingByBlock().values())
                .anyMatch(timing -> timing.rounds() == 2)
                .allMatch(timing -> timing.rounds() >= 2)
                .map(timing -> timing.spread().orElseThrow())
                .allMatch(spread -> spread.upperQuartileNanos() < 1.02 * spread.minimumNanos());
    }

    @Test
    void a_device_that_is_at_another_speed_for_long_is_timed_by_what_its_reference_takes() {
        DeviceProfile truth = profile(FaultyDevice.counting(new KnownDevice()));
        FaultyDevice twoSpeeds = FaultyDevice.slowed(new KnownDevice(), visit -> visit / 20 % 3 == 0 ? 1 : 1.6);
        ProfilePlan hasty = PLAN.withPatience(Duration.ZERO);
        RecordingListener listener = new RecordingListener();
        DeviceProfile profile = new Profiler(TINY, twoSpeeds, hasty, listener).profile("known", target());

        assertThat(profile.timingByBlock())
                .allSatisfy((block, timing) -> assertThat(timing.latencyNanos())
                        .isCloseTo(
                                truth.timingByBlock().get(block).latencyNanos(), within(0.02 * timing.latencyNanos())));
        assertThat(listener.notes()).anySatisfy(note -> assertThat(note).contains("at other speeds count"));
    }

    @Test
    void a_device_that_never_calms_down_is_given_up_with_advice() {
        RandomGenerator random = new SplittableRandom(3);
        ModelRunner restless = FaultyDevice.slowed(new KnownDevice(), visit -> 1 + random.nextDouble());

        assertThatThrownBy(() -> profile(restless))
                .isInstanceOf(UnstableMeasurementException.class)
                .hasMessageContaining("Known is too busy to be measured")
                .hasMessageContaining("however often they were repeated. Maybe stop other programs");
        assertThat(target()).doesNotExist();
    }

    @Test
    void after_giving_up_the_next_run_starts_anew() {
        RandomGenerator random = new SplittableRandom(3);
        ModelRunner restless = FaultyDevice.slowed(new KnownDevice(), visit -> 1 + random.nextDouble());
        assertThatThrownBy(() -> profile(restless)).isInstanceOf(UnstableMeasurementException.class);

        assertThat(Files.exists(folder.resolve("known.json.journal"))).isFalse();
        assertThat(profile(new KnownDevice()).name()).isEqualTo("known");
    }

    private DeviceProfile profile(ModelRunner device) {
        return new Profiler(TINY, device, PLAN, ProfileListener.NOOP).profile("known", target());
    }

    private Path target() {
        return folder.resolve("known.json");
    }
}
