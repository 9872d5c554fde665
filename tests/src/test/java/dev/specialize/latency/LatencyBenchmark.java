package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LocalRunner;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.Timing;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles this machine, then times new random networks in a separate run and compares them with their predictions. */
@Tag("benchmark")
final class LatencyBenchmark {
    private static final int NETS = 60;
    private static final long SEED = 2026;
    private static final ProfilePlan PLAN = ProfilePlan.QUICK;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3-32"})
    void new_networks_take_as_long_as_predicted(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        LocalRunner runner = LocalRunner.withThreads(1);
        long start = System.nanoTime();
        DeviceProfile profile =
                new Profiler(space, runner, PLAN, ProfileListener.NOOP).profile("local", folder.resolve("local.json"));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        List<TimedNet> nets = measureAnew(space, runner);
        LatencyModel model = LatencyModel.of(profile, space);
        PredictionError error = PredictionError.of(nets.stream()
                .map(net -> model.comparedLater(net, NetRole.HELD_OUT))
                .toList());
        report(profile, taken, error, plainSums(profile, space, nets));

        assertThat(error.meanAbsolutePercent()).isLessThanOrEqualTo(5);
        assertThat(error.within10Percent()).isGreaterThanOrEqualTo(95);
    }

    private static List<TimedNet> measureAnew(SearchSpace space, LocalRunner runner) {
        RandomGenerator random = new SplittableRandom(SEED);
        List<Architecture> architectures = Stream.generate(() -> new ArchitectureSampler(space).sample(random))
                .distinct()
                .limit(NETS)
                .toList();
        List<Subject> subjects =
                architectures.stream().map(a -> Subject.net(space, a, 1)).toList();
        ProgressMeter meter = new ProgressMeter(ProfileListener.NOOP, Clock.systemUTC(), 0);
        Rounds rounds = new Rounds(
                runner,
                PLAN.sampling(),
                PLAN.tolerance(),
                PLAN.repeats(),
                Subject.reference(space, 1),
                VisitLog.NONE,
                meter,
                ProfileListener.NOOP);
        Map<Subject, Timing> timings = new Measurement(rounds, PLAN, meter).time(subjects);
        return IntStream.range(0, NETS)
                .mapToObj(i -> new TimedNet(architectures.get(i), timings.get(subjects.get(i))))
                .toList();
    }

    private static PredictionError plainSums(DeviceProfile profile, SearchSpace space, List<TimedNet> nets) {
        BlockTable table = new BlockTable(profile.timingByBlock());
        return PredictionError.of(nets.stream()
                .map(net -> new MeasuredNet(
                        net.architecture().toString(),
                        NetRole.HELD_OUT,
                        net.timing(),
                        table.nanos(space.lower(net.architecture())),
                        0))
                .toList());
    }

    private static void report(DeviceProfile profile, Duration taken, PredictionError error, PredictionError plain) {
        DeviceMeasurement measurement = profile.measurement().orElseThrow();
        print("%s on %s, %s", profile.space().name(), measurement.device(), measurement.runtime());
        print(
                "profiled %d blocks and %d networks in %.1f s",
                profile.timingByBlock().size(), profile.nets().size(), taken.toMillis() / 1e3);
        print("%-36s %8s %10s %11s %13s", "", "MAPE", "within 5 %", "within 10 %", "95 % interval");
        print("%-36s %s", "held out while profiling", row(profile.heldOutError().orElseThrow()));
        print("%-36s %s", NETS + " new networks, separate run", row(error));
        print("%-36s %s", "the same, plain sum of the table", row(plain));
    }

    private static String row(PredictionError error) {
        return String.format(
                Locale.ROOT,
                "%6.2f %% %8.0f %% %9.0f %% %11.0f %%",
                error.meanAbsolutePercent(),
                error.within5Percent(),
                error.within10Percent(),
                error.withinIntervalPercent());
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
