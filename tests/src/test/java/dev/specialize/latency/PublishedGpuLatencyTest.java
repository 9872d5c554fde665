package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.PredictionError;
import dev.specialize.files.SharedData;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.survey.ArchitectureCsv;
import dev.specialize.survey.RowRange;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphics cards whose networks were measured and published: rows 1 to 2,500 teach, 2,501 to 3,000 judge. */
final class PublishedGpuLatencyTest {
    private static final SearchSpace MBV3 = BuiltInSpaces.named("mbv3").orElseThrow();

    private static ArchitectureCsv csv;

    @BeforeAll
    static void read() {
        csv = ArchitectureCsv.read(SharedData.file("ofa/mbv3_measured_latency_gpus.csv"), MBV3);
    }

    @ParameterizedTest(name = "{0} of batch {1} with {2} networks: at most {3} %")
    @CsvSource({
        "v100, 64, 1000, 2.0",
        "v100, 64, 100, 8.0",
        "v100, 1, 1000, 4.5",
        "titan_rtx, 32, 100, 2.0",
        "titan_xp, 64, 100, 3.0"
    })
    void costs_and_networks_predict_others(String device, int batch, int nets, double mostPercent) {
        DeviceProfile profile = LatencyImport.of(MBV3).profile(device, taught(device, batch), nets);

        requireGood(profile, judged(device, batch), mostPercent);
        assertThat(profile.nets()).hasSize(nets);
        assertThat(profile.batch()).isEqualTo(batch);
    }

    @ParameterizedTest(name = "{0} of batch 64 from {1}: at most {2} %")
    @CsvSource({"v100, 2080ti, 2.7", "v100, titan_xp, 4.0"})
    void ten_networks_make_one_device_of_another(String device, String other, double mostPercent) {
        MeasuredNetworks others = taught(other, 64);
        DeviceProfile known = LatencyImport.of(MBV3).profile(other, others, 1000);
        DeviceProfile profile =
                LatencyImport.from(known, others.source(), MBV3).profile(device, taught(device, 64), 10);

        requireGood(profile, judged(device, 64), mostPercent);
        assertThat(profile.sources()).hasSize(2);
    }

    @Test
    void all_networks_are_taken_where_no_number_is_asked_for() {
        DeviceProfile profile = LatencyImport.of(MBV3).profile("v100", taught("v100", 64));

        requireGood(profile, judged("v100", 64), 1.0);
        assertThat(profile.nets()).hasSize(2500);
        assertThat(profile.resolutions()).isEqualTo(MBV3.resolutions());
    }

    private static void requireGood(DeviceProfile profile, MeasuredNetworks others, double mostPercent) {
        PredictionError error = LatencyComparison.of(profile, others).error();
        String found = String.format(
                Locale.ROOT,
                "%s: %.2f %%, %.1f %% within the interval; cross-validated %.2f %%",
                profile.name(),
                error.meanAbsolutePercent(),
                error.withinIntervalPercent(),
                profile.heldOutError().orElseThrow().meanAbsolutePercent());
        assertThat(error.meanAbsolutePercent()).as(found).isLessThanOrEqualTo(mostPercent);
        assertThat(error.withinIntervalPercent()).as(found).isBetween(90.0, 99.6);
    }

    private static MeasuredNetworks taught(String device, int batch) {
        return MeasuredNetworks.of(csv.rows(new RowRange(1, 2500)), MBV3, device + "_" + batch, batch);
    }

    private static MeasuredNetworks judged(String device, int batch) {
        return MeasuredNetworks.of(csv.rows(new RowRange(2501, 3000)), MBV3, device + "_" + batch, batch);
    }
}
