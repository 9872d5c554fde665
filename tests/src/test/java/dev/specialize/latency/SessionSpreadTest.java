package dev.specialize.latency;

import static dev.specialize.latency.TinySpace.PLAN;
import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Precision;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a profile promises of processes to come. */
final class SessionSpreadTest {
    private static final double DEVIATION = 0.03;
    private static final int PROFILES = 16;
    private static final int PROCESSES = 2000;
    private static final double PROMISED = 0.95;
    /** The device's noise: a visit's usual run takes half of a percent more than the bytes of its model. */
    private static final double USUAL = 1.005;

    private static final ProfilePlan SIX_ROUNDS =
            new ProfilePlan(PLAN.sampling(), 6, 6, 0.02, 12, 2, 6, 0, 0.1, 2, Duration.ofMinutes(1), 1);

    @TempDir
    private Path folder;

    @Test
    void of_processes_to_come_as_many_keep_to_a_profiles_bound_as_it_promises() {
        double inside = IntStream.range(0, PROFILES)
                .mapToDouble(this::shareInside)
                .average()
                .orElseThrow();

        assertThat(inside).isBetween(0.93, 0.985);
    }

    /** Of new processes, within the bound that the profile of a few promised for one of the networks. */
    private double shareInside(int seed) {
        DeviceProfile profile = restless(seed);
        Architecture architecture = new ArchitectureSampler(TINY).sample(16, new SplittableRandom(seed));
        double bound =
                LatencyModel.of(profile, TINY).predict(TINY.lower(architecture)).boundNanos(PROMISED);
        double usual = USUAL * new ModelForm(1, Precision.FP32).untrained(TINY.lower(architecture)).length;
        Random random = new Random(~seed);
        return IntStream.range(0, PROCESSES)
                        .filter(i -> factor(random) * usual <= bound)
                        .count()
                / (double) PROCESSES;
    }

    private DeviceProfile restless(int seed) {
        Random random = new Random(seed);
        FaultyDevice device = FaultyDevice.restless(new KnownDevice(), () -> factor(random));
        return new Profiler(TINY, device, SIX_ROUNDS, ProfileListener.NOOP)
                .profile("known", folder.resolve("known.json"));
    }

    private static double factor(Random random) {
        return 1 + DEVIATION * random.nextGaussian();
    }

    @Test
    void the_fewer_rounds_the_more_another_process_may_differ() {
        double two = SessionSpread.of(List.of(0.97e6, 1.03e6));
        double four = SessionSpread.of(List.of(0.97e6, 0.97e6, 1.03e6, 1.03e6));

        // deviation sqrt(4 * 0.03^2 / 3), times Student's 2.353 for 1.645, times sqrt(1 + 1/4)
        assertThat(four).isCloseTo(0.03464 * 2.353 / 1.645 * 1.118, within(2e-4));
        assertThat(two).isGreaterThan(2 * four);
    }

    @Test
    void nobody_promises_less_than_what_another_day_brings() {
        assertThat(SessionSpread.of(List.of(1e6))).isEqualTo(0.01);
        assertThat(SessionSpread.of(List.of(1e6, 1e6, 1e6))).isEqualTo(0.01);
        assertThat(SessionSpread.ofMeasurement(0.01)).isEqualTo(0.01);
    }

    @Test
    void several_processes_differ_from_several_by_less_than_one_does() {
        assertThat(SessionSpread.ofMeasurement(0.04)).isCloseTo(0.04 / Math.sqrt(2), within(1e-12));
        assertThat(SessionSpread.ofMeasurement(0)).as("a model's").isZero();
    }
}
