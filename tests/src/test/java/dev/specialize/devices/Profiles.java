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
    static final RuntimeSettings ONE_THREAD = new RuntimeSettings(
            "onnxruntime", "1.29.0", "CPU", 1, Precision.FP32, "ALL_OPT", "sha256:" + Sha256.of("runner"));
    static final ProfiledSpace TINY = new ProfiledSpace("tiny", Sha256.of("tiny"));

    private static final Timing TIMING = new Timing(3, 24, 1050.5, Optional.of(new Spread(1000, 1020, 1100, 1300)));

    private Profiles() {}

    static DeviceProfile named(String name) {
        MeasuredNet net = new MeasuredNet("r8 k3e3", 8, 1000, 1000, TIMING);
        DeviceMeasurement measurement = new DeviceMeasurement(
                PIXEL,
                ONE_THREAD,
                Instant.parse("2026-01-02T03:04:05Z"),
                new Sampling(Duration.ofMillis(2), 8, Duration.ofNanos(500_000)),
                List.of(2000.0, 2010.0),
                List.of(net),
                List.of(net),
                PredictionError.of(List.of(net)));
        return new DeviceProfile(
                DeviceProfile.FORMAT,
                name,
                Provenance.MEASURED,
                TINY,
                Optional.of(measurement),
                List.of(),
                new TreeMap<>(Map.of("linear:8-3", TIMING)),
                List.of(new ResolutionScale(8, 1, 0.9), new ResolutionScale(16, 0, 0.95)),
                0.05);
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
