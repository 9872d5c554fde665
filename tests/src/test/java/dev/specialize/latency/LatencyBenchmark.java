package dev.specialize.latency;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.transport.DeviceAddress;
import dev.specialize.transport.Devices;
import dev.specialize.transport.RunnerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Profiles this machine, then times new random networks in a separate run and compares them with their predictions. */
@Tag("benchmark")
final class LatencyBenchmark {
    private static final int NETS = 60;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"mbv3-32, quick", "mbv3, quick", "mbv3-32, thorough", "mbv3, thorough"})
    void new_networks_take_as_long_as_predicted(String name, String care) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        ProfilePlan plan = care.equals("quick") ? ProfilePlan.QUICK : ProfilePlan.THOROUGH;
        long start = System.nanoTime();
        DeviceProfile profile;
        try (ModelRunner runner = open()) {
            profile = new Profiler(space, runner, plan, ProfileListener.NOOP)
                    .profile("local", folder.resolve("local.json"));
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        ProfileCheckResult later;
        try (ModelRunner runner = open()) {
            later = new ProfileCheck(space, profile, runner, ProfilePlan.QUICK, ProfileListener.NOOP).of(NETS);
        }
        report(care, profile, taken, later, plainSums(profile, space, later.nets()));

        PredictionError error = later.error();
        assertThat(error.meanAbsolutePercent()).isLessThanOrEqualTo(3);
        assertThat(error.within5Percent()).isGreaterThanOrEqualTo(90);
        assertThat(error.within10Percent()).isGreaterThanOrEqualTo(99);
        assertThat(error.withinIntervalPercent()).isGreaterThanOrEqualTo(90);
        assertThat(care.equals("quick") && taken.compareTo(Duration.ofMinutes(3)) > 0)
                .isFalse();
    }

    private static ModelRunner open() {
        return Devices.here().open(DeviceAddress.parse(DeviceAddress.LOCAL), RunnerOptions.threads(1));
    }

    private static PredictionError plainSums(DeviceProfile profile, SearchSpace space, List<MeasuredNet> nets) {
        BlockTable table = new BlockTable(profile.timingByBlock());
        return PredictionError.of(nets.stream()
                .map(net -> new MeasuredNet(
                        net.architecture(),
                        NetRole.HELD_OUT,
                        net.timing(),
                        table.nanos(space.lower(Architecture.parse(net.architecture()))),
                        0))
                .toList());
    }

    private static void report(
            String care, DeviceProfile profile, Duration taken, ProfileCheckResult later, PredictionError plain) {
        DeviceMeasurement measurement = profile.measurement().orElseThrow();
        print("%s on %s, %s", profile.space().name(), measurement.device(), measurement.runtime());
        print(
                "%s: profiled %d blocks and %d networks in %.1f s",
                care, profile.timingByBlock().size(), profile.nets().size(), taken.toMillis() / 1e3);
        print("%-36s %8s %10s %11s %13s", "", "MAPE", "within 5 %", "within 10 %", "95 % interval");
        print("%-36s %s", "held out while profiling", row(profile.heldOutError().orElseThrow()));
        print("%-36s %s", NETS + " new networks, separate run", row(later.error()));
        print("%-36s %s", "the same, plain sum of the table", row(plain));
        print("drift %+.1f %% (%.1f %% is usual)", 100 * later.drift(), 100 * later.allowedDrift());
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
}
