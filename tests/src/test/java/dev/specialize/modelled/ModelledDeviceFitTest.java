package dev.specialize.modelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.SourceFile;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.files.SharedData;
import dev.specialize.latency.LatencyTables;
import dev.specialize.space.Activation;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelledDeviceFitTest {
    private static final Coefficients TRUTH = new Coefficients(0.9, 0.12, 0.35, 0.2, 1.1, 0.25, 0, 3000);
    private static final SourceFile NO_FILE = new SourceFile("made", Sha256.of("made"));

    private static List<Path> publishedTables(String device) {
        if (device.equals("pixel")) {
            return List.of(SharedData.file("ofa/pixel1_proxyless_224.yaml"));
        }
        return children(SharedData.file("ofa/note10"));
    }

    private static List<PublishedNet> publishedNets(String device) {
        String prefix = device.equals("pixel") ? "pixel1_" : device + "_";
        return children(SharedData.file("ofa/specialized")).stream()
                .filter(folder -> folder.getFileName().toString().startsWith(prefix))
                .map(PublishedNet::read)
                .toList();
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelledDevice refitted(String name, List<Path> tables, List<PublishedNet> nets) {
        ModelledDevice committed = ModelledDevices.find(name).orElseThrow();
        return new ModelledDeviceFit(LatencyTables.read(tables), nets)
                .device(name, committed.hardware(), committed.threads());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pixel", "note10"})
    void the_published_data_give_the_committed_device_byte_for_byte_in_any_order(String name) throws IOException {
        List<Path> tables = new ArrayList<>(publishedTables(name));
        List<PublishedNet> nets = new ArrayList<>(publishedNets(name));
        String committed;
        try (var in = ModelledDevices.class.getResourceAsStream(name + ".json")) {
            committed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(JsonFile.text(refitted(name, tables, nets))).isEqualTo(committed);
        Collections.reverse(tables);
        Collections.reverse(nets);
        assertThat(JsonFile.text(refitted(name, tables, nets))).isEqualTo(committed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pixel", "note10"})
    void a_network_that_the_fit_has_not_seen_is_within_6_percent(String name) {
        List<PublishedNet> nets = publishedNets(name);
        LatencyTables tables = LatencyTables.read(publishedTables(name));
        for (PublishedNet heldOut : nets) {
            List<PublishedNet> others = new ArrayList<>(nets);
            others.remove(heldOut);
            ModelledDevice device = new ModelledDeviceFit(tables, others).device(name, "without one", 1);
            assertThat(device.nanos(heldOut.network()) / heldOut.time().nanos())
                    .as(heldOut.name())
                    .isBetween(0.94, 1.06);
        }
    }

    /** The published networks to come are larger and smaller than these: neither end is needed to predict the other. */
    @ParameterizedTest
    @ValueSource(strings = {"pixel", "note10"})
    void the_half_of_the_networks_that_is_faster_predicts_the_slower_half_and_the_other_way_round(String name) {
        List<PublishedNet> nets = publishedNets(name).stream()
                .sorted((a, b) -> Double.compare(a.time().nanos(), b.time().nanos()))
                .toList();
        List<PublishedNet> fast = nets.subList(0, 2);
        List<PublishedNet> slow = nets.subList(2, 4);
        assertThat(worstErrorOf(fast, slow, name)).isLessThan(0.06);
        assertThat(worstErrorOf(slow, fast, name)).isLessThan(0.06);
    }

    private static double worstErrorOf(List<PublishedNet> known, List<PublishedNet> unknown, String name) {
        Coefficients coefficients =
                Fitting.of(LatencyTables.read(publishedTables(name)).times(), known);
        return unknown.stream()
                .mapToDouble(net -> Math.abs(coefficients.nanos(Workload.of(net.network()))
                                / net.time().nanos()
                        - 1))
                .max()
                .orElseThrow();
    }

    @Test
    void a_device_whose_truth_is_known_is_recovered_seed_2(@TempDir Path folder) throws IOException {
        ModelledDevice device =
                new ModelledDeviceFit(table(folder), nets(TRUTH::nanos, 5, 2)).device("known", "none", 1);
        double[] found = device.coefficients().toArray();
        double[] truth = TRUTH.toArray();
        assertThat(device.coefficients().networkFactor()).isCloseTo(TRUTH.networkFactor(), within(1e-4));
        for (int i = 0; i < truth.length; i++) {
            assertThat(found[i]).isCloseTo(truth[i], within(1e-3 * truth[i]));
        }
        assertThat(device.fit().meanEntryErrorPercent()).isLessThan(0.01);
        assertThat(device.fit().worstHeldOutPercent()).isLessThan(0.01);
    }

    @Test
    void a_time_that_is_wrong_shows_in_the_held_out_error_seed_3(@TempDir Path folder) throws IOException {
        List<PublishedNet> nets = new ArrayList<>(nets(TRUTH::nanos, 5, 3));
        PublishedNet first = nets.get(0);
        nets.set(
                0,
                new PublishedNet(
                        first.name(),
                        first.sources(),
                        first.network(),
                        new MeasuredTime(1.5 * first.time().nanos(), 0)));
        ModelledDevice device = new ModelledDeviceFit(table(folder), nets).device("known", "none", 1);
        assertThat(device.fit().worstHeldOutPercent()).isGreaterThan(25);
        assertThat(device.fit().expectedErrorPercent()).isGreaterThan(10);
    }

    @Test
    void too_few_networks_equal_names_and_times_of_another_device_are_refused(@TempDir Path folder) throws IOException {
        LatencyTables table = table(folder);
        List<PublishedNet> nets = nets(TRUTH::nanos, 3, 4);
        assertThatThrownBy(() -> new ModelledDeviceFit(table, nets.subList(0, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nets must be at least 3, got 2");
        assertThatThrownBy(() -> new ModelledDeviceFit(table, List.of(nets.get(0), nets.get(1), nets.get(0))))
                .hasMessageContaining("must have different names");
        ModelledDeviceFit other = new ModelledDeviceFit(table, nets(work -> 1000 * TRUTH.nanos(work), 3, 4));
        assertThatThrownBy(() -> other.device("known", "none", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than five times as long");
    }

    /** Measured exactly on the known device. */
    private static List<PublishedNet> nets(ToDoubleFunction<Workload> nanos, int count, long seed) {
        SearchSpace space = BuiltInSpaces.named("proxyless").orElseThrow();
        SplittableRandom random = new SplittableRandom(seed);
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Network network = space.lower(sampler.sample(128 + 16 * i, random));
                    double time = nanos.applyAsDouble(Workload.of(network));
                    return new PublishedNet("net " + i, List.of(NO_FILE), network, new MeasuredTime(time, 0));
                })
                .toList();
    }

    /** Blocks, stem and classifier, in the dialect of the Pixel 1 table, timed exactly on the known device. */
    private static LatencyTables table(Path folder) throws IOException {
        StringBuilder yaml = new StringBuilder();
        entry(yaml, "Conv-input:224x224x3-output:112x112x32", work(9L * 3 * 32 * 112 * 112, 0, 4L * 32 * 112 * 112, 1));
        entry(yaml, "Conv_1-input:7x7x320-output:7x7x1280", work(320L * 1280 * 49, 0, 4L * 1280 * 49, 1));
        entry(yaml, "Logits-input:7x7x1280-output:1000", new Workload(0, 0, 1_280_000, 0, 4L * 1280 * 50, 0, 2));
        for (int size : new int[] {7, 14, 56}) {
            for (int channels : new int[] {24, 40, 96}) {
                for (int kernel : new int[] {3, 5, 7}) {
                    for (int stride : new int[] {1, 2}) {
                        block(yaml, size, channels, kernel, stride);
                    }
                }
            }
        }
        return LatencyTables.read(List.of(Files.writeString(folder.resolve("known.yaml"), yaml)));
    }

    private static Workload work(long dense, long linear, long bytes, long operators) {
        return new Workload(dense, 0, linear, bytes, 0, 0, operators);
    }

    private static void block(StringBuilder yaml, int size, int channels, int kernel, int stride) {
        int after = (size - 1) / stride + 1;
        InvertedResidual layer = new InvertedResidual(
                "b",
                new FeatureMap(channels, size),
                6 * channels,
                channels,
                kernel,
                stride,
                true,
                false,
                Activation.RELU6);
        String key = String.format(
                Locale.ROOT,
                "expanded_conv-input:%dx%dx%d-output:%dx%dx%d-expand:6-kernel:%d-stride:%d-idskip:%d",
                size,
                size,
                channels,
                after,
                after,
                channels,
                kernel,
                stride,
                stride == 1 ? 1 : 0);
        entry(yaml, key, Workload.of(layer));
    }

    private static void entry(StringBuilder yaml, String key, Workload work) {
        yaml.append(key)
                .append(":\n  count: 10\n  mean: ")
                .append(TRUTH.nanosAlone(work) / 1e6)
                .append("\n  var: 0.1\n");
    }
}
