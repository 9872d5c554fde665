package dev.specialize.modelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.Timing;
import dev.specialize.files.InvalidFileException;
import dev.specialize.latency.SpaceBlocks;
import dev.specialize.space.Activation;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.Bottleneck;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Convolution;
import dev.specialize.space.FeatureMap;
import dev.specialize.space.GlobalPool;
import dev.specialize.space.InvertedResidual;
import dev.specialize.space.Layer;
import dev.specialize.space.Linear;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelledDevicesTest {
    private static final List<BiFunction<Integer, Integer, Layer>> KINDS = List.of(
            (channels, size) ->
                    new Convolution("c", new FeatureMap(channels, size), 2 * channels, 3, 2, true, Activation.H_SWISH),
            (channels, size) -> new InvertedResidual(
                    "m", new FeatureMap(channels, size), 4 * channels, channels, 5, 1, true, true, Activation.RELU),
            (channels, size) -> new Bottleneck(
                    "b", new FeatureMap(channels, size), channels / 2, 2 * channels, 3, 2, true, Activation.RELU),
            (channels, size) -> new GlobalPool("p", new FeatureMap(channels, size)));

    static Stream<ModelledDevice> devices() {
        return ModelledDevices.names().stream()
                .map(name -> ModelledDevices.find(name).orElseThrow());
    }

    private static ModelledDevice pixel() {
        return ModelledDevices.find("pixel").orElseThrow();
    }

    @Test
    void pixel_and_note10_are_built_in_and_nothing_else_is_found() {
        assertThat(ModelledDevices.names()).containsExactly("note10", "pixel");
        assertThat(devices().map(ModelledDevice::name)).isEqualTo(ModelledDevices.names());
        assertThat(ModelledDevices.find("pixel2")).isEmpty();
        assertThat(ModelledDevices.find("../modelled/pixel")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("devices")
    void every_network_that_was_held_out_is_within_6_percent(ModelledDevice device) {
        assertThat(device.fit().nets())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(net -> assertThat(net.heldOutErrorPercent()).isBetween(-6.0, 6.0));
        assertThat(device.fit().worstHeldOutPercent()).isLessThan(6);
        assertThat(device.fit().expectedErrorPercent()).isPositive().isLessThan(6);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void every_layer_of_every_built_in_space_takes_a_time(ModelledDevice device) {
        BuiltInSpaces.all().forEach(space -> {
            SortedMap<String, Timing> timings = device.timings(space);
            assertThat(timings.values())
                    .allMatch(Timing::estimated)
                    .allMatch(timing -> timing.latencyNanos() > 0 && Double.isFinite(timing.latencyNanos()));
            space.resolutions()
                    .forEach(resolution -> assertThat(new SpaceBlocks(space).at(resolution))
                            .allMatch(layer -> timings.containsKey(layer.key())));
        });
    }

    /** The work of each kind adds up to the multiply-accumulates that the layers count themselves. */
    @ParameterizedTest
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void multiply_accumulates_are_those_of_the_layers(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        for (int resolution : space.resolutions()) {
            assertThat(new SpaceBlocks(space).at(resolution)).allSatisfy(layer -> {
                Workload work = Workload.of(layer);
                assertThat(work.denseMacs() + work.depthwiseMacs() + work.linearMacs())
                        .as(layer.key())
                        .isEqualTo(layer.cost().macs());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void time_grows_with_channels_and_with_resolution(ModelledDevice device) {
        assertThat(KINDS).allSatisfy(kind -> {
            for (int size : new int[] {7, 14, 28, 56}) {
                for (int channels : new int[] {16, 24, 40, 160}) {
                    double nanos = device.nanos(kind.apply(channels, size));
                    assertThat(device.nanos(kind.apply(channels + 8, size))).isGreaterThan(nanos);
                    assertThat(device.nanos(kind.apply(channels, size + 2))).isGreaterThan(nanos);
                }
            }
        });
        Layer small = new Linear("l", new FeatureMap(1280, 1), 10);
        assertThat(device.nanos(new Linear("l", new FeatureMap(1280, 1), 1000))).isGreaterThan(device.nanos(small));
    }

    @ParameterizedTest
    @MethodSource("devices")
    void a_network_takes_as_long_as_its_layers_seed_1(ModelledDevice device) {
        SplittableRandom random = new SplittableRandom(1);
        BuiltInSpaces.all().forEach(space -> {
            Architecture architecture = new ArchitectureSampler(space).sample(space.maxResolution(), random);
            Network network = space.lower(architecture);
            SortedMap<String, Timing> timings = device.timings(space);
            double sum = network.layers().stream()
                    .mapToDouble(layer -> timings.get(layer.key()).latencyNanos())
                    .sum();
            assertThat(device.nanos(network)).isCloseTo(sum, within(1e-6 * sum));
        });
    }

    /** No network of its kind was in the fit. Published: 75 ms on the Pixel 1 (arXiv:1812.00332, table 2). */
    @Test
    void mobilenet_v2_takes_on_pixel_what_was_published_of_it() {
        assertThat(pixel().nanos(mobileNetV2()) / 75e6).isBetween(0.94, 1.06);
    }

    /** arXiv:1801.04381, table 2: expansion, width, blocks and stride of each stage. */
    private static Network mobileNetV2() {
        int[][] stages = {
            {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
        };
        List<Layer> layers = new ArrayList<>();
        layers.add(new Convolution("stem", new FeatureMap(3, 224), 32, 3, 2, true, Activation.RELU6));
        for (int[] stage : stages) {
            for (int i = 0; i < stage[2]; i++) {
                FeatureMap input = layers.get(layers.size() - 1).output();
                layers.add(new InvertedResidual(
                        "block",
                        input,
                        stage[0] * input.channels(),
                        stage[1],
                        3,
                        i == 0 ? stage[3] : 1,
                        stage[0] > 1,
                        false,
                        Activation.RELU6));
            }
        }
        layers.add(new Convolution("head", new FeatureMap(320, 7), 1280, 1, 1, true, Activation.RELU6));
        layers.add(new GlobalPool("pool", new FeatureMap(1280, 7)));
        layers.add(new Linear("classifier", new FeatureMap(1280, 1), 1000));
        return new Network(layers, 1e-3);
    }

    @Test
    void a_file_is_read_back_as_it_was_written_and_an_edited_one_is_refused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pixel.json");
        pixel().write(file);
        assertThat(ModelledDevice.read(file)).isEqualTo(pixel());
        String json = Files.readString(file);
        refuses(folder, json.replace("\"networkFactor\" : ", "\"networkFactor\" : -"), "networkFactor must be above 0");
        refuses(folder, json.replace("nanosPerOtherByte", "nanosPerOtherBytes"), "Missing field 'nanosPerOtherByte'");
        refuses(folder, json.replace("\"threads\" : 1", "\"threads\" : 1, \"cores\" : 1"), "unknown field");
        refuses(folder, json.replace("\"threads\" : 1", "\"threads\" : 0"), "threads must be at least 1");
        refuses(folder, json.replace("modelled-device/1", "modelled-device/2"), "format must be modelled-device/1");
        refuses(folder, json.replace("\"name\" : \"pixel\"", "\"name\" : \"../pixel\""), "name must be letters");
        refuses(folder, json.replaceFirst("(?s)\"nets\" : \\[.*\\]", "\"nets\" : []"), "nets must not be empty");
        refuses(folder, json.substring(0, json.length() / 2), "ends too early");
    }

    private static void refuses(Path folder, String json, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("edited.json"), json);
        assertThatThrownBy(() -> ModelledDevice.read(file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("edited.json")
                .hasMessageContaining(problem);
    }
}
