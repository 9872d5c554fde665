package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.Provenance;
import dev.specialize.devices.SourceFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.Sha256;
import dev.specialize.files.SharedData;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Import of the published Note10 tables, beside what their publishers' networks are named after. */
final class LatencyTablesTest {
    private static final SearchSpace MBV3 =
            BuiltInSpaces.named("mbv3").orElseThrow().withWidthMultiplier(1.2);

    @TempDir
    private Path folder;

    static List<Path> note10() {
        return IntStream.rangeClosed(40, 56).mapToObj(i -> note10(4 * i)).toList();
    }

    static Path note10(int resolution) {
        return SharedData.file("ofa/note10/" + resolution + "_lookup_table.yaml");
    }

    @ParameterizedTest(name = "{0}: {1} ms")
    @CsvSource({
        "note10_lat-30ms_top1-78.4_finetune-75, 29.97, 0.005",
        "note10_lat-50ms_top1-79.7_finetune-75, 49.78, 0.005"
    })
    void the_published_nets_take_what_they_are_named_after(String name, double milliseconds, double precision)
            throws IOException {
        LatencyTables tables = LatencyTables.read(note10());
        DeviceProfile profile = tables.profile("note10", MBV3, Interpolation.NONE);
        Network network = MBV3.lower(published(name));

        assertThat(LatencyModel.of(profile, MBV3).nanos(network) / 1e6).isCloseTo(milliseconds, within(precision));
    }

    @Test
    void the_tables_prove_their_space_and_have_all_of_it() {
        LatencyTables tables = LatencyTables.read(note10());

        assertThat(tables.inferSpace()).isEqualTo(MBV3);
        assertThat(tables.resolutions())
                .isEqualTo(IntStream.rangeClosed(40, 56).map(i -> 4 * i).boxed().toList());
        assertThat(tables.coverage(MBV3)).hasSize(17).allSatisfy(c -> {
            assertThat(c.needed()).isEqualTo(96);
            assertThat(c.missing()).isEmpty();
            assertThat(c.unused()).isZero();
        });
    }

    @Test
    void a_profile_says_that_it_is_imported_and_from_where() {
        Path file = note10(224);
        DeviceProfile profile = LatencyTables.read(List.of(file)).profile("note10", MBV3, Interpolation.NONE);

        assertThat(profile.provenance()).isEqualTo(Provenance.IMPORTED);
        assertThat(profile.measurement()).isEmpty();
        assertThat(profile.prior()).isEqualTo(LatencyPrior.CERTAIN);
        assertThat(profile.estimatedBlocks()).isZero();
        assertThat(profile.sources()).containsExactly(new SourceFile("224_lookup_table.yaml", Sha256.of(file)));
        assertThat(LatencyModel.of(profile, MBV3).resolutions()).containsExactly(224);

        Path written = folder.resolve("note10.json");
        profile.write(written);
        assertThat(DeviceProfile.read(written)).isEqualTo(profile);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_network_takes_the_sum_of_its_entries_in_the_file_of_its_resolution(long seed) throws IOException {
        List<Integer> covered = LatencyTables.read(note10()).resolutions();
        SearchSpace space = MBV3.withResolutions(covered);
        DeviceProfile profile = LatencyTables.read(note10()).profile("note10", space, Interpolation.NONE);
        Architecture architecture = new ArchitectureSampler(space).sample(new SplittableRandom(seed));

        assertThat(LatencyModel.of(profile, space).nanos(space.lower(architecture)) / 1e6)
                .isCloseTo(sumOfText(architecture), within(1e-9));
    }

    /** The sum by text search, with widths, strides and sizes of the reference (arXiv:1908.09791) written out. */
    private static double sumOfText(Architecture architecture) throws IOException {
        int r = architecture.resolution();
        String text = Files.readString(note10(r));
        int[] widths = {32, 48, 96, 136, 192};
        int[] strides = {2, 2, 2, 1, 2};
        int[] excite = {0, 1, 0, 1, 1};
        int[] swish = {0, 0, 1, 1, 1};
        int size = (r + 1) / 2;
        int channels = 24;
        double sum = mean(text, "Conv-input:%dx%dx3-output:%dx%dx24".formatted(r, r, size, size))
                + mean(
                        text,
                        "expanded_conv-input:%dx%dx24-output:%dx%dx24-expand:24-kernel:3-stride:1-idskip:1-se:0-hs:0"
                                .formatted(size, size, size, size));
        for (int s = 0; s < 5; s++) {
            for (int b = 0; b < architecture.stages().get(s).size(); b++) {
                BlockChoice choice = architecture.stages().get(s).get(b);
                int stride = b == 0 ? strides[s] : 1;
                int out = (size - 1) / stride + 1;
                sum += mean(
                        text,
                        "expanded_conv-input:%dx%dx%d-output:%dx%dx%d-expand:%d-kernel:%d-stride:%d-idskip:%d-se:%d-hs:%d"
                                .formatted(
                                        size,
                                        size,
                                        channels,
                                        out,
                                        out,
                                        widths[s],
                                        (int) (channels * choice.expand()),
                                        choice.kernel(),
                                        stride,
                                        stride == 1 && channels == widths[s] ? 1 : 0,
                                        excite[s],
                                        swish[s]));
                size = out;
                channels = widths[s];
            }
        }
        return sum
                + mean(text, "Conv_1-input:%dx%dx192-output:%dx%dx1152".formatted(size, size, size, size))
                + mean(text, "AvgPool2D-input:%dx%dx1152-output:1x1x1152".formatted(size, size))
                + mean(text, "Conv_2-input:1x1x1152-output:1x1x1536")
                + mean(text, "Logits-input:1x1x1536-output:1000");
    }

    private static double mean(String text, String key) {
        Matcher matcher = Pattern.compile(
                        "^" + Pattern.quote(key) + ":\\n  count: \\d+\\n  mean: (\\S+)$", Pattern.MULTILINE)
                .matcher(text);
        assertThat(matcher.find()).as(key).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    @Test
    void missing_entries_are_counted_and_named_or_estimated_and_marked() throws IOException {
        Path file =
                edited(224, text -> text.replaceAll("(?m)^expanded_conv.*kernel:5.*stride:2.*:\\n(  .*\\n){3}", ""));
        LatencyTables tables = LatencyTables.read(List.of(file));

        assertThat(tables.coverage(MBV3).get(0).found()).isEqualTo(96 - 12);
        assertThatThrownBy(() -> tables.profile("note10", MBV3, Interpolation.NONE))
                .isInstanceOf(MissingBlocksException.class)
                .hasMessageStartingWith(
                        "The tables lack 12 of 96 entries that mbv3 at width 1.2 needs, such as expanded_conv-input:")
                .hasMessageContaining("kernel:5-stride:2")
                .hasMessageContaining("(at 224 px)")
                .hasMessageEndingWith("Maybe allow estimates: --interpolate");
        DeviceProfile profile = tables.profile("note10", MBV3, Interpolation.BLOCKS);
        assertThat(profile.estimatedBlocks()).isEqualTo(12);
        DeviceProfile whole = LatencyTables.read(List.of(note10(224))).profile("note10", MBV3, Interpolation.NONE);
        assertThat(profile.timingByBlock())
                .allSatisfy((key, timing) -> assertThat(timing.latencyNanos())
                        .isCloseTo(
                                whole.timingByBlock().get(key).latencyNanos(), within(0.05 * timing.latencyNanos())));
    }

    @Test
    void what_cannot_be_estimated_is_an_error_whatever_is_allowed() throws IOException {
        Path file = edited(224, text -> text.replaceAll("(?m)^Conv_2.*:\\n(  .*\\n){3}", ""));
        LatencyTables alone = LatencyTables.read(List.of(file));
        LatencyTables both = LatencyTables.read(List.of(file, note10(220)));

        assertThatThrownBy(() -> alone.profile("note10", MBV3, Interpolation.BLOCKS))
                .isInstanceOf(MissingBlocksException.class)
                .hasMessageContaining("lack 1 of 96 entries")
                .hasMessageContaining("conv:r1:1152-1536")
                .hasMessageContaining("Too few others are known");
        assertThat(both.profile("note10", MBV3, Interpolation.BLOCKS).estimatedBlocks())
                .isEqualTo(1);
    }

    @Test
    void resolutions_between_those_of_the_tables_are_estimated_on_demand() {
        LatencyTables some = LatencyTables.read(List.of(note10(176), note10(192), note10(224)));
        DeviceProfile whole = LatencyTables.read(note10()).profile("note10", MBV3, Interpolation.NONE);
        DeviceProfile estimated = some.profile("note10", MBV3, Interpolation.BLOCKS_AND_RESOLUTIONS);
        LatencyModel truth = LatencyModel.of(whole, MBV3);
        LatencyModel model = LatencyModel.of(estimated, MBV3);

        assertThat(LatencyModel.of(some.profile("note10", MBV3, Interpolation.BLOCKS), MBV3)
                        .resolutions())
                .containsExactly(176, 192, 224);
        assertThat(model.resolutions()).hasSize(13).startsWith(176).endsWith(224);
        Architecture largest = MBV3.withResolutions(List.of(208)).largest();
        double exact = truth.nanos(MBV3.lower(largest));
        assertThat(model.nanos(MBV3.lower(largest)))
                .isCloseTo(exact, within(0.03 * exact))
                .isNotEqualTo(exact);
        assertThat(estimated.timingByBlock().keySet().stream()
                        .filter(key -> key.endsWith("@208"))
                        .map(key -> estimated.timingByBlock().get(key).estimated()))
                .isNotEmpty()
                .containsOnly(true);
    }

    @ParameterizedTest(name = "times {0}: looks like {1}")
    @CsvSource({"1000, us", "0.001, s"})
    void a_table_in_another_unit_is_refused_and_the_unit_named(double factor, String unit) throws IOException {
        Path file = edited(224, text -> scaled(text, factor));

        assertThatThrownBy(() -> LatencyTables.read(List.of(note10(220), file)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(file + ": read in ms, its blocks would take ")
                .hasMessageEndingWith("Maybe the table is in " + unit + "; give its unit: --unit " + unit);
        DeviceProfile profile =
                LatencyTables.read(List.of(file), LatencyUnit.parse(unit)).profile("note10", MBV3, Interpolation.NONE);
        DeviceProfile whole = LatencyTables.read(List.of(note10(224))).profile("note10", MBV3, Interpolation.NONE);
        assertThat(smallestNanos(profile)).isCloseTo(smallestNanos(whole), within(1.0));
    }

    private static double smallestNanos(DeviceProfile profile) {
        return LatencyModel.of(profile, MBV3)
                .nanos(MBV3.lower(MBV3.withResolutions(List.of(224)).smallest()));
    }

    private static String scaled(String text, double factor) {
        return Pattern.compile("mean: (\\S+)")
                .matcher(text)
                .replaceAll(m -> "mean: " + Double.parseDouble(m.group(1)) * factor);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
                    Logits-input           | Softmax-input      | unknown type 'Softmax' (known: Conv, expanded_conv
                    stride:2-idskip        | strike:2-idskip    | unknown field 'strike'
                    -kernel:3-stride:2     | -stride:2          | field 'kernel' is missing
                    kernel:3-stride:2      | stride:2-kernel:3  | field 'kernel' is out of order
                    kernel:3-stride:2      | kernel:4-stride:2  | kernel must be odd, got 4
                    kernel:3-stride:2      | kernel:-3-stride:2 | kernel must be a whole number, got ''
                    112x112x24             | 112x111x24         | must be square
                    output:56x56x32        | output:55x55x32    | stride 2 does not lead from input to output
                    -se:0                  | ''                 | unknown
                    -se:0-hs:0             | ''                 | does not belong in
                    Conv-input:224x224x3   | Conv-input:0x0x3   | must be height x width x channels
                    mean: 0.994418         | mean: 0            | mean must be above 0, got 0.0
                    mean: 0.994418         | mean: -1           | mean must be above 0, got -1.0
                    mean: 0.994418         | mean: .inf         | mean must be a number
                    mean: 0.994418         | mean: 0.99 ms      | mean must be a number
                    mean: 0.994418         | median: 0.994418   | must have count, mean, and std or var
                    mean: 0.994418         | mean: 994.418      | takes
                    count: 500             | count: 0           | count must be 1 or more, got 0.0
                    """)
    void what_is_no_entry_is_named(String from, String to, String problem) throws IOException {
        String expected = to.isEmpty() && problem.equals("unknown") ? "'se' and 'hs' must stand together" : problem;
        Path file = edited(224, text -> {
            assertThat(text).contains(from);
            return text.replaceFirst(Pattern.quote(from), to);
        });

        assertThatThrownBy(() -> LatencyTables.read(List.of(file)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(expected);
    }

    @Test
    void two_tables_of_a_resolution_must_agree() throws IOException {
        Path copy = edited(224, text -> text);
        Path other = Files.writeString(
                folder.resolve("other.yaml"), Files.readString(copy).replace("mean: 0.994418", "mean: 0.9"));

        assertThat(LatencyTables.read(List.of(note10(224), copy)).coverage(MBV3))
                .hasSize(1);
        assertThatThrownBy(() -> LatencyTables.read(List.of(copy, other)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(other
                        + ": entry 'Conv-input:224x224x3-output:112x112x24' is 0.9 ms, but 0.994418 ms in " + copy);
    }

    @Test
    void a_table_without_a_stem_or_of_a_foreign_resolution_or_head_is_refused() throws IOException {
        Path headless = edited(224, text -> text.replaceFirst("Conv-input(.*\\n){4}", ""));
        assertThatThrownBy(() -> LatencyTables.read(List.of(headless)))
                .hasMessageContaining("must have the stem (Conv) of one resolution, got none");

        LatencyTables table = LatencyTables.read(List.of(note10(224)));
        assertThatThrownBy(() -> table.profile("note10", MBV3.withResolutions(List.of(220)), Interpolation.NONE))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("is the table of 224 px, but the resolutions of mbv3 are [220]");

        Path foreign = edited(224, text -> text.replace("7x7x1152", "7x7x1000"));
        assertThatThrownBy(() -> LatencyTables.read(List.of(foreign)).inferSpace())
                .isInstanceOf(UnknownTableException.class)
                .hasMessageContaining("none of the spaces mbv3")
                .hasMessageContaining("Conv_1-input:7x7x192-output:7x7x1000");
    }

    @Test
    void another_width_of_the_space_is_not_covered() {
        SearchSpace narrow = BuiltInSpaces.named("mbv3").orElseThrow();
        LatencyTables tables = LatencyTables.read(List.of(note10(224)));

        assertThatThrownBy(() -> tables.profile("note10", narrow, Interpolation.BLOCKS))
                .isInstanceOf(MissingBlocksException.class)
                .hasMessageContaining("mbv3 at width 1.0");
    }

    @Test
    void the_pixel_table_proves_a_narrower_space_of_two_expansions_and_has_all_of_it() {
        LatencyTables tables = LatencyTables.read(List.of(pixel1()));
        SearchSpace space = tables.inferSpace();

        assertThat(space.name()).isEqualTo("proxyless");
        assertThat(space.widthMultiplier()).isEqualTo(1.0);
        assertThat(space.stages())
                .allSatisfy(stage -> assertThat(stage.expands()).containsExactly(3.0, 6.0));
        assertThat(tables.coverage(space)).hasSize(1).first().satisfies(coverage -> {
            assertThat(coverage.missing()).isEmpty();
            assertThat(coverage.unused())
                    .as("kernels 5 and 7 of the fixed first block")
                    .isEqualTo(2);
        });
        SearchSpace wider = BuiltInSpaces.named("proxyless").orElseThrow().withWidthMultiplier(1.0);
        assertThat(tables.coverage(wider).get(0).missing()).hasSize(33).allMatch(key -> key.contains("-expand:4-"));
        assertThat(tables.profile("pixel1", wider, Interpolation.BLOCKS).estimatedBlocks())
                .isEqualTo(33);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void a_network_takes_the_sum_of_its_entries_in_the_pixel_table_with_pooling_counted_once(long seed)
            throws IOException {
        LatencyTables tables = LatencyTables.read(List.of(pixel1()));
        SearchSpace space = tables.inferSpace();
        DeviceProfile profile = tables.profile("pixel1", space, Interpolation.NONE);
        Architecture architecture =
                new ArchitectureSampler(space.withResolutions(List.of(224))).sample(new SplittableRandom(seed));

        assertThat(LatencyModel.of(profile, space).resolutions()).containsExactly(224);
        assertThat(LatencyModel.of(profile, space).nanos(space.lower(architecture)) / 1e6)
                .isCloseTo(pixelSumOfText(architecture), within(1e-9));
    }

    private static double pixelSumOfText(Architecture architecture) throws IOException {
        String text = Files.readString(pixel1());
        int[] widths = {24, 40, 80, 96, 192, 320};
        int[] strides = {2, 2, 2, 1, 2, 1};
        int size = 112;
        int channels = 16;
        double sum = mean(text, "Conv-input:224x224x3-output:112x112x32")
                + mean(text, "expanded_conv-input:112x112x32-output:112x112x16-expand:1-kernel:3-stride:1-idskip:0");
        for (int s = 0; s < widths.length; s++) {
            for (int b = 0; b < architecture.stages().get(s).size(); b++) {
                BlockChoice choice = architecture.stages().get(s).get(b);
                int stride = b == 0 ? strides[s] : 1;
                int out = (size - 1) / stride + 1;
                sum += mean(
                        text,
                        "expanded_conv-input:%dx%dx%d-output:%dx%dx%d-expand:%d-kernel:%d-stride:%d-idskip:%d"
                                .formatted(
                                        size,
                                        size,
                                        channels,
                                        out,
                                        out,
                                        widths[s],
                                        (int) choice.expand(),
                                        choice.kernel(),
                                        stride,
                                        b == 0 ? 0 : 1));
                size = out;
                channels = widths[s];
            }
        }
        return sum
                + mean(text, "Conv_1-input:7x7x320-output:7x7x1280")
                + mean(text, "Logits-input:7x7x1280-output:1000");
    }

    @Test
    void tables_of_two_dialects_do_not_go_together() {
        List<Path> both = List.of(note10(220), pixel1());

        assertThatThrownBy(() -> LatencyTables.read(both))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(pixel1() + ": is in the ProxylessNAS dialect")
                .hasMessageContaining("220_lookup_table.yaml in the MobileNetV3 dialect");
    }

    private static Path pixel1() {
        return SharedData.file("ofa/pixel1_proxyless_224.yaml");
    }

    private Path edited(int resolution, UnaryOperator<String> edit) throws IOException {
        return Files.writeString(folder.resolve("edited.yaml"), edit.apply(Files.readString(note10(resolution))));
    }

    /** The architecture of a published network: its configuration lists the blocks, the first of them fixed. */
    private static Architecture published(String name) throws IOException {
        String config = Files.readString(SharedData.file("ofa/specialized/" + name + "/net.config"));
        String run = Files.readString(SharedData.file("ofa/specialized/" + name + "/run.config"));
        Matcher blocks = Pattern.compile("\"out_channels\": (\\d+),\\s+\"kernel_size\": (\\d+),\\s+\"stride\": (\\d+),"
                        + "\\s+\"expand_ratio\": (\\d+),")
                .matcher(config);
        List<List<BlockChoice>> stages = new ArrayList<>();
        assertThat(blocks.find()).isTrue();
        int width = 24;
        while (blocks.find()) {
            int out = Integer.parseInt(blocks.group(1));
            if (out != width) {
                stages.add(new ArrayList<>());
                width = out;
            }
            stages.get(stages.size() - 1)
                    .add(new BlockChoice(Integer.parseInt(blocks.group(2)), Double.parseDouble(blocks.group(4))));
        }
        Matcher size = Pattern.compile("\"image_size\": (\\d+)").matcher(run);
        assertThat(size.find()).isTrue();
        return new Architecture(Integer.parseInt(size.group(1)), stages);
    }
}
