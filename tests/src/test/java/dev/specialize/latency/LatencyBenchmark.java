package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LocalRunner;
import dev.specialize.devices.MeasuredNet;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles this machine, then times new random networks in a separate run and compares them with their predictions. */
@Tag("benchmark")
final class LatencyBenchmark {
    private static final int NETS = 30;
    private static final long SEED = 2026;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3-32"})
    void new_networks_take_as_long_as_predicted(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        LocalRunner runner = LocalRunner.withThreads(1);
        long start = System.nanoTime();
        DeviceProfile profile = new Profiler(space, runner, ProfilePlan.DEFAULT, ProfileListener.NOOP)
                .profile("local", folder.resolve("local.json"));
        Duration taken = Duration.ofNanos(System.nanoTime() - start);

        List<MeasuredNet> nets = measureAnew(space, runner, profile);
        PredictionError error = PredictionError.of(nets);
        report(name, profile, taken, nets, error);

        assertThat(error.meanAbsolutePercent()).isLessThanOrEqualTo(5);
        assertThat(error.within10Percent()).isGreaterThanOrEqualTo(95);
    }

    private List<MeasuredNet> measureAnew(SearchSpace space, LocalRunner runner, DeviceProfile profile) {
        RandomGenerator random = new SplittableRandom(SEED);
        List<Architecture> architectures = Stream.generate(() -> new ArchitectureSampler(space).sample(random))
                .distinct()
                .limit(NETS)
                .toList();
        Map<String, Architecture> byName = architectures.stream()
                .collect(Collectors.toMap(a -> Subject.net(space, a).name(), a -> a));
        JournalHeader header = new JournalHeader(
                JournalHeader.FORMAT,
                "anew",
                runner.identity(),
                runner.runtime(),
                profile.space(),
                ProfilePlan.DEFAULT);
        try (Journal journal = Journal.open(folder.resolve("anew.journal"), header, ProfileListener.NOOP)) {
            Map<Subject, Timing> timings = new Measurement(
                            runner,
                            ProfilePlan.DEFAULT,
                            Subject.reference(space),
                            journal,
                            new ProgressMeter(ProfileListener.NOOP, Clock.systemUTC(), 0))
                    .time(architectures.stream().map(a -> Subject.net(space, a)).toList());
            LatencyModel model = LatencyModel.of(profile, space);
            BlockTable table = new BlockTable(profile.timingByBlock());
            return timings.entrySet().stream()
                    .map(e -> new MeasuredNet(
                            e.getKey().name(),
                            byName.get(e.getKey().name()).resolution(),
                            table.nanos(e.getKey().network()),
                            model.nanos(e.getKey().network()),
                            e.getValue()))
                    .toList();
        }
    }

    private static void report(
            String space, DeviceProfile profile, Duration taken, List<MeasuredNet> nets, PredictionError error) {
        List<MeasuredNet> plain = nets.stream()
                .map(n -> new MeasuredNet(n.architecture(), n.resolution(), n.tableNanos(), n.tableNanos(), n.timing()))
                .toList();
        long kept = nets.stream()
                .filter(n -> n.relativeExcess() <= profile.relativeMargin())
                .count();
        DeviceMeasurement measurement = profile.measurement().orElseThrow();
        print("%s on %s, %s", space, measurement.device(), measurement.runtime());
        print(
                "profiled %d blocks in %.1f s, margin %.1f %%",
                profile.timingByBlock().size(), taken.toMillis() / 1e3, 100 * profile.relativeMargin());
        print("%-36s %8s %10s %11s", "", "MAPE", "within 5 %", "within 10 %");
        print("%-36s %s", "held out while profiling", row(measurement.heldOutError()));
        print("%-36s %s", NETS + " new networks, separate run", row(error));
        print("%-36s %s", "the same, plain sum of the table", row(PredictionError.of(plain)));
        print("%d of %d within prediction plus margin", kept, nets.size());
    }

    private static String row(PredictionError error) {
        return String.format(
                Locale.ROOT,
                "%6.2f %% %8.0f %% %9.0f %%",
                error.meanAbsolutePercent(),
                error.within5Percent(),
                error.within10Percent());
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
