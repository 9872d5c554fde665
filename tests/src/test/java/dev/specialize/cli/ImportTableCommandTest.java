package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published latency tables become profiles. */
class ImportTableCommandTest {
    @TempDir
    private Path folder;

    private static Path note10(int resolution) {
        return SharedData.file("ofa/note10/" + resolution + "_lookup_table.yaml");
    }

    private Path edited(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve("224_lookup_table.yaml");
        return Files.writeString(file, change.apply(Files.readString(note10(224))));
    }

    private Path profile() {
        return folder.resolve("profile.json");
    }

    private Launcher.Result imported(Object... more) {
        return InProcess.run(
                Stream.concat(Stream.of("import", "table", "--name", "note10", "--output", profile()), Stream.of(more))
                        .toArray());
    }

    @Test
    void coverage_is_told_of_each_resolution_and_the_space_is_proven() {
        Launcher.Result result = imported(note10(192), note10(224));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err().lines()).containsExactly("192 px: 96 of 96 blocks", "224 px: 96 of 96 blocks");
        assertThat(result.out())
                .contains(profile().toString(), "note10", "imported from", "mbv3", "192 to 224", "not checked");
        DeviceProfile read = DeviceProfile.read(profile());
        assertThat(read.sources()).hasSize(2);
        assertThat(read.estimatedBlocks()).isZero();
    }

    @Test
    void without_an_output_it_is_kept_with_the_others_and_found_by_its_name() {
        Launcher launcher = new Launcher(folder);
        Launcher.Result result = launcher.run("import", "table", note10(224), "--name", "note10");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains(launcher.data().toString());
        assertThat(launcher.run("devices", "list").out()).contains("note10", "imported");
    }

    @Test
    void missing_entries_are_counted_and_named_unless_they_may_be_estimated() throws IOException {
        Path lacking = edited(text -> text.replaceAll("(?m)^expanded_conv.*kernel:5.*stride:2.*:\\n(  .*\\n){3}", ""));
        Launcher.Result refused = imported(lacking);
        refused.assertRefused(
                ExitCode.USAGE, "lack 12 of 96 entries", "such as expanded_conv-input:", "at 224 px", "--interpolate");
        assertThat(refused.err()).contains("224 px: 84 of 96 blocks");
        assertThat(profile()).doesNotExist();

        Launcher.Result estimated = imported(lacking, "--interpolate");
        assertThat(estimated.code()).as(estimated.err()).isZero();
        assertThat(estimated.out()).contains("12", "estimated");
        assertThat(DeviceProfile.read(profile()).estimatedBlocks()).isEqualTo(12);
    }

    @Test
    void resolutions_between_the_tables_are_estimated_where_that_is_allowed() {
        assertThat(imported(note10(192), note10(224), "--interpolate").code()).isZero();
        DeviceProfile profile = DeviceProfile.read(profile());
        assertThat(profile.resolutions()).hasSizeGreaterThan(2);
        assertThat(profile.estimatedBlocks()).isPositive();
    }

    @Test
    void a_table_in_another_unit_is_refused_unless_the_unit_is_given() throws IOException {
        Path micro = edited(text -> text.lines()
                .map(line -> line.startsWith("  mean: ") || line.startsWith("  std: ")
                        ? line.substring(0, line.indexOf(':') + 2)
                                + 1000 * Double.parseDouble(line.substring(line.indexOf(':') + 2))
                        : line)
                .reduce("", (a, b) -> a + b + "\n"));
        imported(micro).assertRefused(ExitCode.USAGE, "Maybe the table is in us", "--unit us");
        assertThat(imported(micro, "--unit", "us").code()).isZero();
        double given = DeviceProfile.read(profile()).timingByBlock().values().stream()
                .mapToDouble(t -> t.latencyNanos())
                .sum();
        assertThat(imported(note10(224)).code()).isZero();
        double milli = DeviceProfile.read(profile()).timingByBlock().values().stream()
                .mapToDouble(t -> t.latencyNanos())
                .sum();
        assertThat(given).isBetween(0.999 * milli, 1.001 * milli);
    }

    @Test
    void tables_that_do_not_belong_together_are_refused() throws IOException {
        Path pixel = SharedData.file("ofa/pixel1_proxyless_224.yaml");
        imported(note10(224), pixel).assertRefused(ExitCode.USAGE, "dialect", "Maybe they are of two devices");
        assertThat(imported(note10(224), note10(224)).err()).contains("96 of 96");
        Path faster = edited(text -> text.replaceFirst("mean: 0.", "mean: 0.1"));
        imported(note10(224), faster).assertRefused(ExitCode.USAGE, "224_lookup_table.yaml");
        assertThat(imported(pixel).err()).contains("224 px: 70 of 70 blocks, 2 entries unused");
    }

    @Test
    void a_space_that_the_tables_do_not_cover_is_refused() {
        imported(note10(224), "--space", "mbv3")
                .assertRefused(
                        ExitCode.USAGE, "all 96 entries", "is a table of mbv3 at width 1.2, not of mbv3 at width 1.0");
        assertThat(imported(note10(224), "--space", "mbv3", "--width", "1.2").code())
                .isZero();
        imported(note10(224), "--space", "mbv3-32").assertRefused(ExitCode.USAGE, "at width 1.2", "not of mbv3-32");
    }

    @Test
    void what_is_no_table_is_refused() throws IOException {
        Path file = folder.resolve("table.yaml");
        imported(file).assertRefused(ExitCode.USAGE, "table.yaml", "no such file");
        for (String text : new String[] {"", "a: b\n", "{\"format\": 1}", "a: &a [*a, *a]\n", "\u0000\u0001"}) {
            Files.writeString(file, text);
            imported(file).assertRefused(ExitCode.USAGE, "table.yaml");
        }
        imported(folder).assertRefused(ExitCode.USAGE, folder.toString());
        assertThat(profile()).doesNotExist();
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"", "a/b", "..", "ä", "local", "x y"})
    void a_name_that_no_device_has_is_refused_before_anything_is_read(String name) {
        InProcess.run("import", "table", folder.resolve("none.yaml"), "--name", name)
                .assertRefused(ExitCode.USAGE, name);
    }

    @Test
    void options_that_make_no_sense_are_refused() {
        Path none = folder.resolve("none.yaml");
        imported().assertRefused(ExitCode.USAGE, "FILE");
        InProcess.run("import", "table", none).assertRefused(ExitCode.USAGE, "--name");
        imported(none, "--unit", "h").assertRefused(ExitCode.USAGE, "us, ms, s", "'h'");
        imported(none, "--width", "1.2").assertRefused(ExitCode.USAGE, "--width", "--space");
        imported(none, "--space", "mbv3", "--supernet", "x").assertRefused(ExitCode.USAGE, "exclude");
        InProcess.run("import", "table", note10(224), "--name", "n", "--output", folder)
                .assertRefused(ExitCode.USAGE, "is a folder");
    }
}
