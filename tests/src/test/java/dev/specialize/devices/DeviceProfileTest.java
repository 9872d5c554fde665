package dev.specialize.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceProfileTest {
    private static final DeviceProfile PROFILE = Profiles.named("pixel");

    @TempDir
    private Path folder;

    @Test
    void a_profile_round_trips_through_json() {
        Path file = folder.resolve("pixel.json");
        PROFILE.write(file);

        assertThat(DeviceProfile.read(file)).isEqualTo(PROFILE);
        assertThat(JsonFile.text(DeviceProfile.read(file))).isEqualTo(JsonFile.text(PROFILE));
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    "samples" : 24,                  | ''                                | samples
                    "samples" : 24,                  | "samples" : 24, "sample" : 24,    | sample
                    "format" : "device-profile/4"    | "format" : "device-profile/5"     | must be device-profile/4
                    "format" : "device-profile/4"    | "format" : "device-profile/3"     | is of a former format
                    "provenance" : "measured"        | "provenance" : "imported"         | sources must not be empty
                    "provenance" : "measured"        | "provenance" : "guessed"          | provenance
                    "precision" : "fp32"             | "precision" : "fp64"              | precision
                    "minimumNanos" : 1000.0          | "minimumNanos" : -1.0             | minimumNanos must be above 0
                    "medianNanos" : 1100.0           | "medianNanos" : 1.0               | must ascend
                    "role" : "HELD_OUT"              | "role" : "spare"                  | role
                    "noise" : 0.012                  | "noise" : -0.012                  | noise must be 0 to 1000
                    "noise" : 0.012                  | "noise" : 1e200                   | noise must be 0 to 1000
                    "processes" : 8                  | "processes" : 1                   | processes must be 0, or 2
                    "batch" : 1                      | "batch" : 0                       | batch must be at least 1
                    "name" : "pixel"                 | "name" : "../pixel"               | name must be letters
                    "sha256" : "                     | "sha256" : "z                     | sha256 must be a SHA-256
                    """)
    void a_file_that_is_not_exactly_a_profile_is_refused(String from, String to, String problem) throws IOException {
        String text = JsonFile.text(PROFILE);
        assertThat(text).contains(from);
        Path file = folder.resolve("pixel.json");
        Files.writeString(file, text.replace(from, to));

        assertThatThrownBy(() -> DeviceProfile.read(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem);
    }

    @Test
    void a_truncated_file_is_refused() throws IOException {
        String text = JsonFile.text(PROFILE);
        Path file = folder.resolve("pixel.json");
        Files.writeString(file, text.substring(0, text.length() / 2));

        assertThatThrownBy(() -> DeviceProfile.read(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void another_space_is_refused_and_both_are_named() {
        ProfiledSpace other = new ProfiledSpace("mbv3", Sha256.of("mbv3"));

        PROFILE.requireSpace(Profiles.TINY);
        assertThatThrownBy(() -> PROFILE.requireSpace(other))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessage("The profile 'pixel' was made for the search space " + Profiles.TINY + ", not for " + other
                        + ". Maybe make a new one with: specialize profile");
    }

    @Test
    void another_number_of_threads_is_refused_and_both_are_named() {
        RuntimeSettings other = new RuntimeSettings(
                "onnxruntime", "1.29.0", "CPU", 2, Precision.FP32, "ALL_OPT", Profiles.ONE_THREAD.runner());

        PROFILE.requireRuntime(Profiles.ONE_THREAD);
        assertThatThrownBy(() -> PROFILE.requireRuntime(other))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessageContaining("1 thread, fp32")
                .hasMessageContaining("2 threads, fp32");
    }

    @Test
    void another_machine_is_refused_and_both_are_named() {
        PROFILE.requireDevice(Profiles.PIXEL);
        assertThatThrownBy(() -> PROFILE.requireDevice(DeviceIdentity.local()))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessageContaining("Pixel 1, 4 cores")
                .hasMessageContaining(DeviceIdentity.local().toString());
    }

    @Test
    void an_imported_profile_round_trips_and_is_of_no_device_that_could_be_checked() {
        DeviceProfile imported = Profiles.imported("note10");
        Path file = folder.resolve("note10.json");
        imported.write(file);

        assertThat(DeviceProfile.read(file)).isEqualTo(imported);
        assertThat(imported.measurement()).isEmpty();
        assertThat(imported.prior()).isEqualTo(LatencyPrior.CERTAIN);
        assertThat(imported.estimatedBlocks()).isEqualTo(1);
        assertThatThrownBy(() -> imported.requireDevice(DeviceIdentity.local()))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessageStartingWith("The profile 'note10' is imported, so nothing shows that its device is ");
        assertThatThrownBy(() -> imported.requireRuntime(Profiles.ONE_THREAD))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessageContaining("its runtime is onnxruntime");
    }

    @Test
    void the_prediction_error_is_relative_to_the_measurement() {
        PredictionError error = PredictionError.of(List.of(net(104, 100), net(92, 100), net(60, 120), net(100, 100)));

        assertThat(error.nets()).isEqualTo(4);
        assertThat(error.meanAbsolutePercent()).isCloseTo((4 + 8 + 50 + 0) / 4.0, within(1e-9));
        assertThat(error.within5Percent()).isEqualTo(50);
        assertThat(error.within10Percent()).isEqualTo(75);
        assertThat(error.withinIntervalPercent()).isEqualTo(75);
    }

    private static MeasuredNet net(double predictedNanos, double nanos) {
        return new MeasuredNet("r8 k3e3", NetRole.HELD_OUT, Timing.published(1, nanos), predictedNanos, 5);
    }
}
