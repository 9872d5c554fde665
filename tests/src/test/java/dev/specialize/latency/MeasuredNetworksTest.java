package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.devices.Provenance;
import dev.specialize.devices.SourceFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Sha256;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import dev.specialize.survey.ArchitectureCsv;
import dev.specialize.survey.RowRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MeasuredNetworksTest {
    private static final SearchSpace SMALL = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final Truth TRUTH = Truth.of(SMALL, 0.01);

    @TempDir
    private Path folder;

    @Test
    void each_row_is_one_observation_also_of_a_network_that_is_there_twice() throws IOException {
        List<TimedNet> nets = new ArrayList<>(TRUTH.nets(3, 1));
        nets.add(new TimedNet(nets.get(0).architecture(), nets.get(0).timing().times(1.1)));
        MeasuredNetworks measured = MeasuredNetworks.of(csv(nets), SMALL, "Slow_1", 1);

        assertThat(measured.nets()).hasSize(4);
        assertThat(measured.nets().get(3).architecture()).isEqualTo(nets.get(0).architecture());
        for (int i = 0; i < 4; i++) {
            assertThat(measured.nets().get(i).timing().latencyNanos())
                    .isCloseTo(nets.get(i).timing().latencyNanos(), within(1.0));
        }
        Path file = folder.resolve("measured.csv");
        assertThat(measured.source()).isEqualTo(new SourceFile("measured.csv", Sha256.of(file)));
    }

    @Test
    void rows_are_counted_from_one_and_others_do_not_matter() throws IOException {
        List<TimedNet> nets = TRUTH.nets(5, 2);
        ArchitectureCsv csv = csv(nets, 1e-6, "nonsense");

        assertThat(MeasuredNetworks.of(csv.rows(RowRange.parse("2-5")), SMALL, "slow_1", 1)
                        .nets())
                .extracting(TimedNet::architecture)
                .containsExactlyElementsOf(
                        nets.subList(1, 5).stream().map(TimedNet::architecture).toList());
        assertThatThrownBy(() -> csv.rows(new RowRange(2, 7)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageEndingWith("measured.csv: has 6 rows, asked for 2-7");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "1", "0-4", "4-1", "1-", "a-b", "-1-4", "1-99999999999"})
    void rows_that_are_no_range_are_refused(String text) {
        assertThatThrownBy(() -> RowRange.parse(text)).hasMessageStartingWith("rows must be ");
    }

    @Test
    void an_unknown_column_is_refused_and_those_there_are_named() throws IOException {
        ArchitectureCsv csv = csv(TRUTH.nets(3, 3));

        assertThatThrownBy(() -> MeasuredNetworks.of(csv, SMALL, "fast_1", 1))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("must name one column fast_1, there are 0. Its columns are arch, slow_1");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "-1.5, 'a time must be above 0, got -1.5'",
        "0, 'a time must be above 0, got 0'",
        "NaN, 'a time must be above 0, got NaN'",
        "1e999, 'a time must be above 0, got 1e999'",
        "fast, 'slow_1 must be a number, got ''fast'''",
        "'', 'slow_1 must be a number, got '''''",
        "1e9, 'times as long for its work as the others'"
    })
    void a_number_that_is_no_time_is_refused_with_its_line(String text, String problem) throws IOException {
        ArchitectureCsv csv = csv(TRUTH.nets(3, 4), 1e-6, text);

        assertThatThrownBy(() -> MeasuredNetworks.of(csv, SMALL, "slow_1", 1))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("measured.csv, line 5: ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest(name = "times in {0}")
    @CsvSource({"us, 1e-3", "s, 1e-9"})
    void another_unit_is_noticed_and_can_be_given(String unit, double unitsByNano) throws IOException {
        List<TimedNet> nets = TRUTH.nets(10, 5);
        ArchitectureCsv csv = csv(nets, unitsByNano);

        assertThatThrownBy(() -> MeasuredNetworks.of(csv, SMALL, "slow_1", 1))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("read in ms, the networks of column slow_1 would take ")
                .hasMessageEndingWith("Maybe they are in " + unit + "; give their unit: --unit " + unit);
        MeasuredNetworks measured = MeasuredNetworks.of(csv, SMALL, "slow_1", 1, LatencyUnit.parse(unit));
        assertThat(measured.nets().get(9).timing().latencyNanos()
                        / nets.get(9).timing().latencyNanos())
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void an_imported_profile_knows_its_networks_its_sources_and_its_error() throws IOException {
        MeasuredNetworks measured = MeasuredNetworks.of(csv(TRUTH.nets(60, 6)), SMALL, "slow_1", 4, ms());
        DeviceProfile profile = LatencyImport.of(SMALL).profile("slow", measured);
        PredictionError later =
                LatencyComparison.of(profile, ofTruth(200, 7, 4)).error();

        assertThat(profile.provenance()).isEqualTo(Provenance.IMPORTED);
        assertThat(profile.batch()).isEqualTo(4);
        assertThat(profile.sources()).containsExactly(measured.source());
        assertThat(profile.nets()).hasSize(60);
        assertThat(profile.heldOutError().orElseThrow().meanAbsolutePercent()).isLessThan(2);
        assertThat(later.meanAbsolutePercent()).isLessThan(2);
        assertThat(later.withinIntervalPercent()).isGreaterThanOrEqualTo(90);

        Path file = folder.resolve("slow.json");
        profile.write(file);
        assertThat(DeviceProfile.read(file)).isEqualTo(profile);
    }

    /** Of one that is there twice, the second time would tell what the first was. */
    @Test
    void networks_that_were_timed_several_times_do_not_hide_the_error() throws IOException {
        List<TimedNet> once = TRUTH.nets(12, 16);
        List<TimedNet> often = once.stream()
                .flatMap(net -> Stream.of(0.999, 1.0, 1.001)
                        .map(factor ->
                                new TimedNet(net.architecture(), net.timing().times(factor))))
                .toList();
        double expected = importedError(once);

        assertThat(importedError(often)).isBetween(0.5 * expected, 2 * expected);
    }

    private double importedError(List<TimedNet> nets) throws IOException {
        MeasuredNetworks measured = MeasuredNetworks.of(csv(nets), SMALL, "slow_1", 1, ms());
        return LatencyImport.of(SMALL)
                .profile("slow", measured)
                .heldOutError()
                .orElseThrow()
                .meanAbsolutePercent();
    }

    @Test
    void a_comparison_tells_which_networks_the_profile_was_fitted_to() throws IOException {
        MeasuredNetworks measured = ofTruth(30, 17, 1);
        MeasuredNetworks first = new MeasuredNetworks(
                measured.source(), SMALL, 1, measured.nets().subList(0, 10));
        LatencyComparison compared =
                LatencyComparison.of(LatencyImport.of(SMALL).profile("slow", first), measured);

        assertThat(compared.known()).isEqualTo(10);
        assertThat(compared.nets().subList(0, 10)).allMatch(net -> net.role() == NetRole.CALIBRATION);
        assertThat(compared.nets().subList(10, 30)).allMatch(net -> net.role() == NetRole.HELD_OUT);
    }

    @Test
    void chosen_networks_teach_more_than_the_first_ones() throws IOException {
        MeasuredNetworks all = ofTruth(300, 8, 1);
        MeasuredNetworks first =
                new MeasuredNetworks(all.source(), SMALL, 1, all.nets().subList(0, 12));
        MeasuredNetworks others = ofTruth(200, 9, 1);
        DeviceProfile chosen = LatencyImport.of(SMALL).profile("slow", all, 12);
        DeviceProfile plain = LatencyImport.of(SMALL).profile("slow", first);

        assertThat(chosen.nets().stream().map(MeasuredNet::architecture)).hasSize(12);
        assertThat(usualDeviation(chosen, others)).isLessThan(usualDeviation(plain, others));
    }

    private static double usualDeviation(DeviceProfile profile, MeasuredNetworks others) {
        DeviceProfile sameNoise = new DeviceProfile(
                profile.format(),
                profile.name(),
                profile.provenance(),
                profile.space(),
                profile.batch(),
                profile.measurement(),
                profile.sources(),
                profile.timingByBlock(),
                SMALL.resolutions(),
                profile.nets(),
                UsualPriors.COSTS,
                profile.heldOutError());
        return LatencyComparison.of(sameNoise, others).nets().stream()
                .mapToDouble(net -> net.deviationNanos() / net.predictedNanos())
                .average()
                .orElseThrow();
    }

    @Test
    void another_device_is_worth_many_networks() throws IOException {
        DeviceProfile other = LatencyImport.of(SMALL).profile("slow", ofTruth(200, 10, 1));
        SourceFile source = new SourceFile("slow.json", Sha256.of("slow"));
        MeasuredNetworks few = ofTruth(6, 11, 1);
        MeasuredNetworks twiceAsFast = new MeasuredNetworks(
                few.source(),
                SMALL,
                1,
                few.nets().stream()
                        .map(net ->
                                new TimedNet(net.architecture(), net.timing().times(0.5)))
                        .toList());
        DeviceProfile profile = LatencyImport.from(other, source, SMALL).profile("fast", twiceAsFast);

        assertThat(profile.sources()).containsExactly(few.source(), source);
        assertThat(profile.resolutions()).isEqualTo(other.resolutions());
        assertThat(LatencyComparison.of(profile, twiceAsFast).error().meanAbsolutePercent())
                .isLessThan(2);
    }

    @Test
    void networks_between_the_measured_resolutions_are_covered_and_those_beyond_are_not() throws IOException {
        int lowest = SMALL.resolutions().get(0);
        int highest = SMALL.resolutions().get(SMALL.resolutions().size() - 1);
        List<TimedNet> lower = TRUTH.nets(200, 12).stream()
                .filter(net -> net.architecture().resolution() < highest)
                .toList();
        MeasuredNetworks measured = MeasuredNetworks.of(csv(lower), SMALL, "slow_1", 1);
        DeviceProfile profile = LatencyImport.of(SMALL).profile("slow", measured);

        assertThat(profile.resolutions()).startsWith(lowest).doesNotContain(highest);
        assertThatThrownBy(() -> LatencyComparison.of(profile, ofTruth(50, 13, 1)))
                .isInstanceOf(MissingBlocksException.class)
                .hasMessageStartingWith(
                        "The profile 'slow' does not cover networks at " + highest + " px, only at " + lowest + ", ");
    }

    @Test
    void too_few_networks_and_too_many_asked_for_are_refused() throws IOException {
        MeasuredNetworks measured = ofTruth(5, 14, 1);

        assertThatThrownBy(() -> LatencyImport.of(SMALL).profile("slow", measured, 2))
                .hasMessage("A profile needs 3 measured networks at least, and here at most 5, the rows of"
                        + " measured.csv; got 2");
        assertThatThrownBy(() -> LatencyImport.of(SMALL).profile("slow", measured, 6))
                .hasMessageEndingWith("got 6");
        assertThatThrownBy(() -> new MeasuredNetworks(measured.source(), SMALL, 0, measured.nets()))
                .hasMessage("batch must be at least 1, got 0");
    }

    @Test
    void another_batch_or_space_is_not_compared() throws IOException {
        DeviceProfile profile = LatencyImport.of(SMALL).profile("slow", ofTruth(10, 15, 1));
        SearchSpace other = SMALL.withClasses(5);
        List<TimedNet> nets = ofTruth(10, 15, 1).nets();
        SourceFile source = new SourceFile("a.csv", Sha256.of("a"));

        assertThatThrownBy(() -> LatencyComparison.of(profile, new MeasuredNetworks(source, SMALL, 8, nets)))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessageStartingWith("The profile 'slow' was made for the batch 1, not for 8.");
        assertThatThrownBy(() -> LatencyComparison.of(profile, new MeasuredNetworks(source, other, 1, nets)))
                .isInstanceOf(ProfileMismatchException.class)
                .hasMessageContaining("search space");
    }

    private MeasuredNetworks ofTruth(int count, long seed, int batch) throws IOException {
        return MeasuredNetworks.of(csv(TRUTH.nets(count, seed)), SMALL, "slow_1", batch, ms());
    }

    private static LatencyUnit ms() {
        return LatencyUnit.MILLISECONDS;
    }

    private ArchitectureCsv csv(List<TimedNet> nets) throws IOException {
        return csv(nets, 1e-6);
    }

    private ArchitectureCsv csv(List<TimedNet> nets, double unitsByNano, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of("arch,slow_1"));
        for (TimedNet net : nets) {
            double units = unitsByNano * net.timing().latencyNanos();
            lines.add(String.format(Locale.ROOT, "\"%s\",%.9e", net.architecture(), units));
        }
        for (String value : more) {
            lines.add("\"" + nets.get(0).architecture() + "\"," + value);
        }
        Path file = folder.resolve("measured.csv");
        Files.write(file, lines);
        return ArchitectureCsv.read(file, SMALL);
    }
}
