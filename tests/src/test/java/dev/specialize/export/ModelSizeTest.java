package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.onnx.BatchSize;
import dev.specialize.onnx.Graph;
import dev.specialize.onnx.ModelFile;
import dev.specialize.platform.Platform;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.StemBlock;
import dev.specialize.weights.RandomWeights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The size that is foretold of a file against the file. */
final class ModelSizeTest {
    @ParameterizedTest(name = "{0}, width {1}, {2} random subnets, seeds 1 and up")
    @CsvSource({"mbv3-32, 1.0, 30", "mbv3-32, 0.25, 30", "mbv3, 1.2, 6", "proxyless, 1.3, 6", "resnet50, 1.0, 3"})
    void a_file_is_never_larger_than_foretold_and_at_most_a_thousandth_smaller(String name, double width, int subnets) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow().withWidthMultiplier(width);
        ModelSize size = ModelSize.of(space, described(space));
        for (int seed = 1; seed <= subnets; seed++) {
            Network network = space.lower(new ArchitectureSampler(space).sample(new SplittableRandom(seed)));
            requireClose(network, size, described(space), seed);
        }
        requireClose(space.lower(space.smallest()), size, described(space), 0);
    }

    @ParameterizedTest(name = "{0}, {1} random subnets in {2}")
    @CsvSource({
        "mbv3-32, 5, fp16-weights",
        "mbv3-32, 5, fp16",
        "mbv3-32, 10, int8",
        "mbv3, 2, int8",
        "proxyless, 1, fp16-weights",
        "proxyless, 2, int8",
        "resnet50, 1, int8"
    })
    void whatever_the_precision(String name, int subnets, String precision) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        ExportOptions options = described(space).withPrecision(ModelPrecision.parse(precision));
        ModelSize size = ModelSize.of(space, options);
        for (int seed = 1; seed <= subnets; seed++) {
            requireClose(
                    space.lower(new ArchitectureSampler(space).sample(new SplittableRandom(seed))),
                    size,
                    options,
                    seed);
        }
        requireClose(space.lower(space.smallest()), size, options, 0);
    }

    /** What reads a kept layer is thought to be of whole numbers, so that others beside it are counted a little more. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "stem,stages.0.blocks.0",
                "stages.1.blocks.1",
                "head.expand,head.pool",
                "first,stages.2.blocks.0,stages.2.blocks.1,classifier"
            })
    void layers_of_an_int8_model_that_are_kept_are_counted_in_float32(String kept) {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        ExportOptions eight = described(space).withPrecision(ModelPrecision.INT8);
        ExportOptions options = eight.withQuantization(QuantizationSettings.USUAL.keeping(Set.of(kept.split(",", -1))));
        ModelSize size = ModelSize.of(space, options);
        for (int seed = 1; seed <= 3; seed++) {
            Network network = space.lower(new ArchitectureSampler(space).sample(new SplittableRandom(seed)));
            long real = bytes(network, options, seed);
            assertThat(real).isGreaterThan(bytes(network, eight, seed));
            assertThat(foretold(network, size)).isBetween(real, real + real / 200);
        }
    }

    @ParameterizedTest(name = "batch {0}")
    @CsvSource({"1", "8", "1000", "-1"})
    void whatever_the_batch(int images) {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        BatchSize batch = images < 0 ? BatchSize.DYNAMIC : BatchSize.of(images);
        ExportOptions options = described(space).withBatch(batch);
        requireClose(space.lower(space.smallest()), ModelSize.of(space, options), options, 0);
    }

    @ParameterizedTest(name = "{1} for {0}, {2}, {3}")
    @CsvSource({
        "cpu-x86, mbv3-32, IMAGE_TO_LOGITS, FP32",
        "cpu-x86, mbv3, PIXELS_TO_PROBABILITIES, FP32",
        "android-nnapi, mbv3, IMAGE_TO_LOGITS, FP32",
        "android-nnapi, mbv3-32, PIXELS_TO_PROBABILITIES, FP32",
        "ios-coreml, mbv3, PIXELS_TO_PROBABILITIES, FP32",
        "ios-coreml, resnet50, PIXELS_TO_PROBABILITIES, FP32",
        "web, mbv3-32, PIXELS_TO_PROBABILITIES, FP32",
        "onnx, mbv3-32, PIXELS_TO_PROBABILITIES, FP16",
        "ios-coreml, mbv3-32, PIXELS_TO_PROBABILITIES, FP16",
        "ios-coreml, mbv3-32, PIXELS_TO_PROBABILITIES, FP16_WEIGHTS",
        "web, mbv3-32, PIXELS_TO_PROBABILITIES, INT8"
    })
    void wherever_it_runs_and_whatever_goes_in(
            String platform, String name, ModelInterface face, ModelPrecision precision) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        List<Float> channels = List.of(0.5f, 0.4f, 0.3f);
        ExportOptions options = ExportOptions.of(new ModelMetadata(List.of(), channels, channels, new TreeMap<>()))
                .withPlatform(Platform.named(platform))
                .withPrecision(precision)
                .withInterface(face);
        ModelSize size = ModelSize.of(space, options);
        for (int seed = 1; seed <= 3; seed++) {
            Network network = space.lower(new ArchitectureSampler(space).sample(new SplittableRandom(seed)));
            requireClose(network, size, options, seed);
        }
    }

    @Test
    void names_of_any_length_are_counted() {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        List<StemBlock> longNames = space.stem().stream()
                .map(b -> new StemBlock(b.name().repeat(50), b.kind(), b.width(), b.stride(), b.activation()))
                .toList();
        SearchSpace named = new SearchSpace(
                space.format(),
                space.name(),
                space.inputChannels(),
                space.classes(),
                space.widthMultiplier(),
                space.resolutions(),
                space.batchNormEpsilon(),
                longNames,
                space.stages(),
                space.head());
        Network network = named.lower(named.largest());
        long real = OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN).length;
        assertThat(foretold(network, ModelSize.of(named, ExportOptions.PLAIN))).isGreaterThanOrEqualTo(real);
    }

    private static void requireClose(Network network, ModelSize size, ExportOptions options, long seed) {
        long real = bytes(network, options, seed);
        assertThat(foretold(network, size)).isBetween(real, real + real / 1000);
    }

    private static long bytes(Network network, ExportOptions options, long seed) {
        Graph graph = OnnxLowering.lower(network, RandomWeights.of(network, seed));
        Graph formed = options.platform()
                .conforming(options.precision().form().shown(graph, options), OnnxExporter.format(options));
        ModelFile file = new ModelFile(
                formed, options.batch(), options.metadata().entries(network, options.platform(), options.face()));
        return file.toBytes().length;
    }

    private static long foretold(Network network, ModelSize size) {
        return size.besideLayers()
                + network.layers().stream().mapToLong(size::of).sum();
    }

    private static ExportOptions described(SearchSpace space) {
        List<String> names =
                IntStream.range(0, space.classes()).mapToObj(i -> "class " + i).toList();
        return ExportOptions.of(new ModelMetadata(names, List.of(), List.of(), new TreeMap<>(Map.of("space", "x"))));
    }
}
