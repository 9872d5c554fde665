package dev.specialize.latency;

import static dev.specialize.latency.TinySpace.PLAN;
import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.Precision;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Timing;
import dev.specialize.regression.EstimatedVariance;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile promises of processes to come, and what a check says of them. */
final class ProcessesToComeTest {
    private static final double DEVIATION = 0.03;
    private static final int PROFILES = 16;
    private static final int PROCESSES = 2000;
    private static final double PROMISED = 0.95;
    /** The device's noise: a visit's usual run takes half of a percent more than the bytes of its model. */
    private static final double USUAL = 1.005;

    private static final ProfilePlan SIX_ROUNDS =
            new ProfilePlan(PLAN.sampling(), 6, 6, 6, 0.02, 12, 2, 6, 0, 0.1, 2, Duration.ofMinutes(1), 1);

    private static final int DEVICES = 5000;
    private static final int CHECKS = 1000;
    private static final LatencyModel TABLE =
            LatencyModel.of(TINY, BlockTable.rough(TINY), TINY.resolutions(), LatencyPrior.CERTAIN, List.of());

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

    /** A device: how much its processes differ, and its networks from what their blocks take. */
    private record Restless(double spread, double noise) {
        static Restless random(RandomGenerator random) {
            return new Restless(random.nextDouble(0.005, 0.06), random.nextDouble(0.003, 0.02));
        }

        /** What the reference takes in each of some processes. */
        List<Double> processes(int count, RandomGenerator random) {
            return Stream.generate(() -> 1 + spread * random.nextGaussian())
                    .limit(count)
                    .toList();
        }

        double network(RandomGenerator random) {
            return 1 + noise * random.nextGaussian();
        }

        LatencyPrior prior(List<Double> processes) {
            return LatencyPrior.CERTAIN
                    .withNoise(noise)
                    .withSession(ProcessTimes.relativeDeviation(processes), processes.size());
        }
    }

    private static double median(List<Double> values) {
        return new Samples(values).medianNanos();
    }

    @ParameterizedTest(name = "{0} processes, {1}")
    @CsvSource({"3, 0.8", "3, 0.95", "3, 0.99", "8, 0.8", "8, 0.95", "8, 0.99"})
    void however_few_processes_a_profile_saw_what_it_promises_is_kept_as_often_as_it_says(
            int processes, double probability) {
        RandomGenerator random = new SplittableRandom(1);
        int kept = 0;
        for (int i = 0; i < DEVICES; i++) {
            Restless device = Restless.random(random);
            List<Double> seen = device.processes(processes, random);
            double nanos = median(device.processes(1, random)) * device.network(random) / median(seen);
            kept += nanos <= 1 + relative(device.prior(seen)).bound(probability) ? 1 : 0;
        }

        assertThat((double) kept / DEVICES).isBetween(probability - 0.01, probability + 0.04);
    }

    /** Of a network whose blocks are known. */
    private static EstimatedVariance relative(LatencyPrior prior) {
        return EstimatedVariance.known(prior.noise() * prior.noise()).plus(ProcessSpread.between(prior, 1));
    }

    @Test
    void a_prediction_is_as_sure_as_the_processes_and_the_noise_of_its_profile_let_it_be() {
        LatencyPrior prior = LatencyPrior.CERTAIN.withNoise(0.004).withSession(0.03, 3);
        Network network = TINY.lower(TINY.largest());
        LatencyPrediction prediction = TABLE.withPrior(prior).predict(network);

        assertThat(prediction.nanos()).isEqualTo(TABLE.nanos(network));
        assertThat(prediction.degrees()).as("little more than n - 1").isBetween(2.0, 2.1);
        for (double probability : new double[] {0.5, 0.95, 0.99}) {
            assertThat(prediction.relativeMargin(probability))
                    .isCloseTo(relative(prior).bound(probability), within(1e-9));
        }
        assertThat(TABLE.withPrior(LatencyPrior.CERTAIN.withNoise(0.004))
                        .predict(network)
                        .relativeMargin(0.95))
                .as("nothing is said of processes")
                .isCloseTo(1.645 * 0.004, within(1e-5));
    }

    @ParameterizedTest(name = "{0} processes, later {1}")
    @CsvSource({"3, 3", "8, 3", "8, 8"})
    void a_check_seldom_raises_a_false_alarm(int before, int now) {
        RandomGenerator random = new SplittableRandom(2);
        long alarms = IntStream.range(0, CHECKS)
                .filter(i -> !holds(Restless.random(random), before, now, 1, random))
                .count();

        assertThat((double) alarms / CHECKS).isLessThan(0.025);
    }

    @Test
    void a_check_of_a_profile_of_enough_processes_notices_what_a_few_cannot_tell() {
        RandomGenerator random = new SplittableRandom(3);
        Restless calm = new Restless(0.01, 0.01);
        long noticed = IntStream.range(0, 100)
                .filter(i -> !holds(calm, 8, 8, 1.06, random))
                .count();
        long noticedByFew = IntStream.range(0, 100)
                .filter(i -> !holds(calm, 3, 3, 1.06, random))
                .count();

        assertThat(noticed).isGreaterThan(95);
        assertThat(noticedByFew).isLessThan(noticed);
    }

    @Test
    void a_check_notices_networks_that_no_longer_take_what_their_blocks_say() {
        RandomGenerator random = new SplittableRandom(4);
        Restless calm = new Restless(0.01, 0.005);
        List<Double> seen = calm.processes(8, random);
        LatencyModel believing = TABLE.withPrior(calm.prior(seen));
        List<TimedNet> timed = timed(new Restless(0.01, 0.03), 1, random);

        ProfileCheckResult result = ProfileCheckResult.of(believing, timed, 8, 0);
        assertThat(result.outside()).isBetween(4, 12);
        assertThat(result.holds()).isFalse();
    }

    private static boolean holds(Restless device, int before, int now, double slowdown, RandomGenerator random) {
        List<Double> seen = device.processes(before, random);
        double speed = slowdown * median(device.processes(now, random)) / median(seen);
        LatencyModel model = TABLE.withPrior(device.prior(seen));
        return ProfileCheckResult.of(model, timed(device, speed, random), now, 0)
                .holds();
    }

    /** Twelve networks, as many as a check times. */
    private static List<TimedNet> timed(Restless device, double speed, RandomGenerator random) {
        ArchitectureSampler sampler = new ArchitectureSampler(TINY);
        return Stream.generate(() -> sampler.sample(random))
                .limit(12)
                .map(architecture -> new TimedNet(
                        architecture,
                        Timing.published(1, speed * device.network(random) * TABLE.nanos(TINY.lower(architecture)))))
                .toList();
    }
}
