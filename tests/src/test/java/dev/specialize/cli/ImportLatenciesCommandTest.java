package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Provenance;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks timed elsewhere become profiles. */
final class ImportLatenciesCommandTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final int ROWS = 60;

    @TempDir
    private Path folder;

    private Path csv;
    private Path profile;

    /** A fast device takes half of a slow one's time, both in proportion to what a network computes, and a bit. */
    @BeforeEach
    void measure() throws IOException {
        csv = folder.resolve("measured.csv");
        profile = folder.resolve("profile.json");
        RandomGenerator random = new SplittableRandom(1);
        List<String> lines = new ArrayList<>(List.of("architecture,slow,fast"));
        for (int i = 0; i < ROWS; i++) {
            Architecture architecture = new ArchitectureSampler(SPACE).sample(random);
            double millis = (1e5 + 0.05 * SPACE.lower(architecture).cost().macs()) / 1e6;
            lines.add(String.format(Locale.ROOT, "\"%s\",%.6f,%.6f", architecture, millis, millis / 2));
        }
        Files.write(csv, lines);
    }

    private Launcher.Result imported(Path output, Object... more) {
        return InProcess.run(Stream.concat(
                        Stream.of("import", "latencies", csv, "--space", "mbv3-32", "--output", output),
                        Stream.of(more))
                .toArray());
    }

    @Test
    void a_column_becomes_a_profile_that_tells_its_error() {
        Launcher.Result result = imported(profile, "--column", "slow", "--name", "cam-1", "--batch", 2);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("imported from measured.csv", "mbv3-32, batch 2", ROWS + " to learn from", "on 60 networks");
        DeviceProfile read = DeviceProfile.read(profile);
        assertThat(read.name()).isEqualTo("cam-1");
        assertThat(read.provenance()).isEqualTo(Provenance.IMPORTED);
        assertThat(read.heldOutError().orElseThrow().meanAbsolutePercent()).isLessThan(2);
    }

    @Test
    void another_profile_some_rows_and_a_few_of_them_are_enough() {
        assertThat(imported(profile, "--column", "slow", "--name", "cam-1").code())
                .isZero();
        Path fast = folder.resolve("fast.json");
        Launcher.Result result =
                imported(fast, "--column", "fast", "--name", "cam-2", "--rows", "1-40", "--from", profile, "--nets", 5);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("imported from measured.csv and 1 more", "5 to learn from");
        assertThat(DeviceProfile.read(fast).sources())
                .contains(DeviceProfile.read(profile).asSource());
        Launcher.Result check = InProcess.run(
                "devices",
                "check",
                "cam-2",
                "--profile",
                fast,
                "--space",
                "mbv3-32",
                "--measurements",
                csv,
                "--column",
                "fast",
                "--rows",
                "41-60",
                "--json");
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out()).contains("HELD_OUT");
    }

    @Test
    void without_an_output_it_is_kept_with_the_others_and_predicts() {
        Launcher launcher = new Launcher(folder);
        Launcher.Result result =
                launcher.run("import", "latencies", csv, "--space", "mbv3-32", "--column", "slow", "--name", "cam-1");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains(launcher.data().toString());
        assertThat(launcher.run("devices", "list").out()).contains("cam-1", "imported");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    --column medium              | must name one column medium, there are 0. Its columns are architecture, slow, fast
                    --column slow --rows 41-61   | has 60 rows, asked for 41-61
                    --column slow --rows 5       | rows must be like 1-2500, got '5'
                    --column slow --rows 1-2     | needs 3 measured networks at least, and here at most 2
                    --column slow --nets 61      | here at most 60, the rows of measured.csv; got 61
                    --column slow --batch 0      | batch must be at least 1, got 0
                    --column slow --unit h       | unit must be one of us, ms, s, got 'h'
                    --column slow --from nobody  | No profile of a device named 'nobody'
                    --column slow --from no.json | no.json: no such file
                    --column slow --width 0.5 --from profile.json | no such file
                    """)
    void what_cannot_be_is_refused(String options, String problem) {
        Launcher.Result refused = imported(
                profile,
                Stream.concat(Stream.of("--name", "cam-1"), Stream.of(options.split(" ", -1)))
                        .toArray());

        refused.assertRefused(ExitCode.USAGE, problem);
        assertThat(profile).doesNotExist();
    }

    @Test
    void a_unit_that_was_named_is_believed_but_not_without_a_word() {
        Launcher.Result doubtful = imported(profile, "--column", "slow", "--name", "cam-1", "--unit", "s");
        assertThat(doubtful.code()).as(doubtful.err()).isZero();
        assertThat(doubtful.err())
                .contains("measured.csv: read in s, the networks of column slow would take ", "--unit ms");
        assertThat(DeviceProfile.read(profile).name()).isEqualTo("cam-1");

        Path usual = folder.resolve("usual.json");
        Launcher.Result plausible = imported(usual, "--column", "slow", "--name", "cam-1", "--unit", "ms");
        assertThat(plausible.err()).isEmpty();
    }

    @Test
    void networks_of_another_space_are_refused_with_their_line() throws IOException {
        Files.writeString(csv, Files.readString(csv) + "\"r999 k3e3\",1,1\n");

        imported(profile, "--column", "slow", "--name", "cam-1")
                .assertRefused(ExitCode.USAGE, "measured.csv, line 62: ");
    }

    @Test
    void what_was_measured_on_a_device_is_not_replaced_unless_asked() {
        DeviceProfile measured =
                new SyntheticDevice(20).profile("cam-1", TinySupernet.trained().searchSpace(), profile);
        Object[] options = {"--column", "slow", "--name", "cam-1"};

        imported(profile, options).assertRefused(ExitCode.USAGE, "profile.json: was measured on the device");
        assertThat(DeviceProfile.read(profile)).isEqualTo(measured);

        Object[] forced =
                Stream.concat(Stream.of(options), Stream.of("--force")).toArray();
        assertThat(imported(profile, forced).code()).isZero();
        assertThat(DeviceProfile.read(profile).provenance()).isEqualTo(Provenance.IMPORTED);
        assertThat(imported(profile, options).code()).isZero();
    }

    @Test
    void this_machine_is_measured_and_not_imported() {
        imported(profile, "--column", "slow", "--name", "local")
                .assertRefused(ExitCode.USAGE, "is this machine, whose profile is measured");
    }
}
