package dev.specialize.devices;

import dev.specialize.files.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A small profile with every field set. */
final class Profiles {
    static final DeviceIdentity PIXEL =
            new DeviceIdentity("Pixel 1", 4, "0-3", "aarch64", "Linux", Sha256.of("fp asimd"));
    static final RuntimeSettings ONE_THREAD = threads(1);
    static final ProfiledSpace TINY = new ProfiledSpace("tiny", Sha256.of("tiny"));

    private static final Timing TIMING =
            new Timing(3, 24, 1050.5, Optional.of(new Spread(1000, 1020, 1100, 1300, 1500)));

    private Profiles() {}

    static DeviceProfile named(String name) {
        return inPrecision(name, Precision.FP32);
    }

    static RuntimeSettings threads(int threads) {
        return new RuntimeSettings(
                "onnxruntime", "1.29.0", "CPU", threads, Precision.FP32, "ALL_OPT", "sha256:" + Sha256.of("runner"));
    }

    static DeviceProfile inPrecision(String name, Precision precision) {
        return measured(name, ONE_THREAD.withPrecision(precision), 1);
    }

    static DeviceProfile measured(String name, RuntimeSettings runtime, int batch) {
        MeasuredNet net = new MeasuredNet("r8 k3e3", NetRole.HELD_OUT, TIMING, 1000, 20);
        DeviceMeasurement measurement = new DeviceMeasurement(
                PIXEL,
                runtime,
                Instant.parse("2026-01-02T03:04:05Z"),
                new Sampling(Duration.ofMillis(2), 8, Duration.ofNanos(500_000)),
                DeviceState.UNKNOWN,
                DeviceState.UNKNOWN,
                List.of(2000.0, 2010.0));
        return new DeviceProfile(
                DeviceProfile.FORMAT,
                name,
                Provenance.MEASURED,
                TINY,
                batch,
                Optional.of(measurement),
                List.of(),
                new TreeMap<>(Map.of("linear:8-3", TIMING)),
                List.of(8, 16),
                List.of(net),
                new LatencyPrior(0.1, 0.05, 0.04, 0.03, 0.02, 0.01, 0.06, 0.012, 0.011, 8),
                Optional.of(PredictionError.of(List.of(net))));
    }

    /** Of the same space, from a published table. */
    static DeviceProfile imported(String name) {
        return DeviceProfile.imported(
                name,
                TINY,
                List.of(new SourceFile("8.yaml", Sha256.of("8"))),
                new TreeMap<>(
                        Map.of("linear:8-3@8", Timing.published(500, 1050.5), "linear:8-3@16", Timing.estimated(1100))),
                List.of(8, 16));
    }
}
