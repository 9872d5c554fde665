package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.onnx.BatchSize;
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
import dev.specialize.space.Sequel;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Tensor;
import dev.specialize.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxExporterTest {
    private static final SearchSpace SMALL = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final SearchSpace FULL = BuiltInSpaces.named("mbv3")
            .orElseThrow()
            .withWidthMultiplier(0.35)
            .withClasses(10)
            .withResolutions(List.of(64));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void subnets_for_32_pixels_compute_what_naive_loops_do(long seed) {
        assertComputesItsNetwork(sampled(SMALL, seed), seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void subnets_of_the_full_space_compute_what_naive_loops_do(long seed) {
        assertComputesItsNetwork(sampled(FULL, seed), seed);
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"proxyless, 1", "proxyless, 2", "resnet50, 1", "resnet50, 2", "resnet50, 3"})
    void subnets_of_other_spaces_compute_what_naive_loops_do(String name, long seed) {
        SearchSpace space = BuiltInSpaces.named(name)
                .orElseThrow()
                .withWidthMultiplier(0.3)
                .withClasses(10)
                .withResolutions(List.of(64, 65, 66));
        assertComputesItsNetwork(sampled(space, seed), seed);
    }

    @Test
    void a_subnet_at_full_width_computes_what_naive_loops_do() {
        SearchSpace space = BuiltInSpaces.named("mbv3").orElseThrow().withResolutions(List.of(128));
        assertComputesItsNetwork(sampled(space, 1), 1);
    }

    static Stream<Layer> layers() {
        FeatureMap map = new FeatureMap(16, 9);
        FeatureMap vector = new FeatureMap(24, 1);
        return Stream.of(
                new Convolution("l", map, 8, 3, 2, true, Activation.H_SWISH),
                new Convolution("l", map, 8, 1, 1, true, Activation.NONE),
                new Convolution("l", vector, 40, 1, 1, false, Activation.H_SWISH),
                new InvertedResidual("l", map, 16, 16, 3, 1, false, false, Activation.RELU),
                new InvertedResidual("l", map, 48, 16, 3, 1, true, false, Activation.RELU),
                new InvertedResidual("l", map, 64, 24, 5, 2, true, true, Activation.H_SWISH),
                new InvertedResidual("l", map, 96, 16, 7, 1, true, true, Activation.H_SWISH),
                new InvertedResidual("l", new FeatureMap(16, 2), 64, 24, 7, 2, true, true, Activation.RELU),
                new Convolution("l", map, 16, 3, 1, true, Activation.RELU, Sequel.ADD_INPUT),
                new Convolution("l", map, 24, 3, 1, true, Activation.RELU, Sequel.MAX_POOL),
                new Convolution("l", new FeatureMap(16, 8), 24, 3, 1, true, Activation.RELU6, Sequel.MAX_POOL),
                new InvertedResidual("l", map, 48, 16, 3, 1, true, false, Activation.RELU6),
                new Bottleneck("l", map, 8, 16, 3, 1, false, Activation.RELU),
                new Bottleneck("l", map, 8, 24, 3, 1, true, Activation.RELU),
                new Bottleneck("l", map, 8, 24, 3, 2, true, Activation.RELU),
                new Bottleneck("l", new FeatureMap(16, 33), 8, 40, 3, 2, true, Activation.RELU),
                new Bottleneck("l", new FeatureMap(16, 8), 8, 24, 3, 2, true, Activation.RELU6),
                new GlobalPool("l", map),
                new Linear("l", vector, 10));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void every_kind_of_layer_is_a_model_of_its_own(Layer layer) {
        assertComputesItsNetwork(Network.of(layer), 7);
    }

    private static void assertComputesItsNetwork(Network network, long seed) {
        Weights weights = RandomWeights.of(network, seed);
        float[] images = RandomImages.of(network.input(), 2, seed);
        float[] reference = ReferenceNetwork.logits(network, weights, images, 2);
        try (OnnxModel model = OnnxModel.load(OnnxExporter.export(network, weights, ExportOptions.PLAIN))) {
            int outputs = (int) network.output().elements();
            Verification verification = Verification.compare(reference, model.logits(images, 2), outputs);
            assertThat(verification.scale()).isPositive();
            assertThat(verification.relativeDifference()).isLessThan(1e-5);
            assertThat(verification.require()).isSameAs(verification);
        }
    }

    @Test
    void a_subnet_cut_from_a_supernet_is_exported_without_its_elastic_parts() {
        SearchSpace space = SMALL;
        Weights supernet = RandomWeights.of(space.lower(space.largest()), 3);
        Map<String, Tensor> elastic = new TreeMap<>(supernet.tensors());
        space.lower(space.largest()).layers().stream()
                .map(Layer::name)
                .filter(n -> n.startsWith("stages"))
                .forEach(n -> {
                    elastic.put(n + ".depthwise.7to5", randomMatrix(25));
                    elastic.put(n + ".depthwise.5to3", randomMatrix(9));
                });
        Architecture architecture = new ArchitectureSampler(space).sample(new SplittableRandom(3));
        Subnet subnet = Subnet.of(space, architecture, new Weights(elastic));
        float[] images = RandomImages.of(subnet.network().input(), 1, 3);
        float[] reference = ReferenceNetwork.logits(subnet.network(), subnet.weights(), images, 1);
        try (OnnxModel model = OnnxModel.load(OnnxExporter.export(subnet, ExportOptions.PLAIN))) {
            assertThat(Verification.compare(reference, model.logits(images, 1), 10)
                            .passes())
                    .isTrue();
        }
    }

    private static Tensor randomMatrix(int size) {
        float[] values = RandomImages.of(new FeatureMap(size, 1), size, size);
        return Tensor.of(values, size, size);
    }

    @Test
    void equal_inputs_give_equal_bytes() {
        Network network = sampled(SMALL, 1);
        assertThat(OnnxExporter.export(network, RandomWeights.of(network, 5), described()))
                .isEqualTo(OnnxExporter.export(network, RandomWeights.of(network, 5), described()))
                .isNotEqualTo(OnnxExporter.export(network, RandomWeights.of(network, 6), described()));
    }

    @Test
    void a_model_says_what_it_is() {
        Network network = SMALL.lower(SMALL.smallest());
        byte[] bytes = OnnxExporter.export(network, RandomWeights.of(network, 1), described());
        try (OnnxModel model = OnnxModel.load(bytes)) {
            assertThat(model.metadata())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "classNames",
                                    "[\"a\",\"b \\\"quoted\\\"\",\"ü\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\"]",
                            "layout", "NCHW",
                            "mean", "[0.4914,0.4822,0.4465]",
                            "platform", "onnx",
                            "resolution", "24",
                            "space", "mbv3-32",
                            "std", "[0.247,0.2435,0.2616]"));
        }
    }

    private static ExportOptions described() {
        List<String> names = List.of("a", "b \"quoted\"", "ü", "d", "e", "f", "g", "h", "i", "j");
        return ExportOptions.of(new ModelMetadata(
                names,
                List.of(0.4914f, 0.4822f, 0.4465f),
                List.of(0.247f, 0.2435f, 0.2616f),
                new TreeMap<>(Map.of("space", "mbv3-32"))));
    }

    @Test
    void a_dynamic_batch_gives_the_logits_of_one_image_at_a_time() {
        Network network = sampled(SMALL, 2);
        Weights weights = RandomWeights.of(network, 2);
        float[] images = RandomImages.of(network.input(), 5, 2);
        ExportOptions dynamic = ExportOptions.PLAIN.withBatch(BatchSize.DYNAMIC);
        try (OnnxModel one = OnnxModel.load(OnnxExporter.export(network, weights, ExportOptions.PLAIN));
                OnnxModel many = OnnxModel.load(OnnxExporter.export(network, weights, dynamic), 2)) {
            float[] logits = one.logits(images, 5);
            assertThat(logits).hasSize(50);
            assertThat(Verification.compare(logits, many.logits(images, 5), 10).relativeDifference())
                    .isLessThan(1e-5);
        }
    }

    @ParameterizedTest(name = "{1} images through a model for {0}")
    @CsvSource({"1, 3", "2, 4", "4, 4", "4, 5", "8, 3"})
    void a_model_for_a_fixed_number_of_images_gives_the_logits_of_one_image_at_a_time(int batch, int images) {
        Network network = sampled(SMALL, 3);
        Weights weights = RandomWeights.of(network, 3);
        float[] values = RandomImages.of(network.input(), images, 3);
        ExportOptions fixed = ExportOptions.PLAIN.withBatch(BatchSize.of(batch));
        try (OnnxModel one = OnnxModel.load(OnnxExporter.export(network, weights, ExportOptions.PLAIN));
                OnnxModel many = OnnxModel.load(OnnxExporter.export(network, weights, fixed))) {
            Verification same = Verification.compare(one.logits(values, images), many.logits(values, images), 10);
            assertThat(same.images()).isEqualTo(images);
            assertThat(same.relativeDifference()).isLessThan(1e-5);
        }
    }

    @Test
    void a_batch_has_at_least_one_image() {
        assertThatThrownBy(() -> BatchSize.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch must have at least 1 image, got 0");
        assertThat(BatchSize.of(1)).isEqualTo(BatchSize.ONE).hasToString("1");
        assertThat(BatchSize.DYNAMIC).isNotEqualTo(BatchSize.ONE).hasToString("dynamic");
    }

    @Test
    void images_that_are_not_of_the_model_are_refused() {
        Network network = SMALL.lower(SMALL.smallest());
        byte[] bytes = OnnxExporter.export(network, RandomWeights.of(network, 1), ExportOptions.PLAIN);
        try (OnnxModel model = OnnxModel.load(bytes)) {
            assertThatThrownBy(() -> model.logits(new float[100], 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("100 values are not 1 images of 1728 values");
        }
    }

    @Test
    void weights_that_are_not_finite_are_refused_by_name() {
        Network network = SMALL.lower(SMALL.smallest());
        Map<String, Tensor> tensors = new TreeMap<>(RandomWeights.of(network, 1).tensors());
        Tensor broken = tensors.get("stages.1.blocks.0.se.reduce.bias");
        float[] values = broken.values().clone();
        values[3] = Float.NaN;
        tensors.put("stages.1.blocks.0.se.reduce.bias", new Tensor(broken.shape(), values));
        assertThatThrownBy(() -> OnnxExporter.export(network, new Weights(tensors), ExportOptions.PLAIN))
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith("Weights 'stages.1.blocks.0.se.reduce.bias' hold NaN. Maybe ");
    }

    @Test
    void a_negative_variance_is_refused_by_name() {
        Network network = SMALL.lower(SMALL.smallest());
        Map<String, Tensor> tensors = new TreeMap<>(RandomWeights.of(network, 1).tensors());
        tensors.put("stem.bn.variance", Tensor.of(new float[] {-1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 16));
        assertThatThrownBy(() -> OnnxExporter.export(network, new Weights(tensors), ExportOptions.PLAIN))
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith("Weights 'stem.bn.variance' hold -1.0");
    }

    @Test
    void a_missing_tensor_is_named() {
        Network network = SMALL.lower(SMALL.smallest());
        Map<String, Tensor> tensors = new TreeMap<>(RandomWeights.of(network, 1).tensors());
        tensors.remove("head.expand.bn.mean");
        assertThatThrownBy(() -> OnnxExporter.export(network, new Weights(tensors), ExportOptions.PLAIN))
                .isInstanceOf(ExportException.class)
                .hasMessage("No weights named 'head.expand.bn.mean'. Maybe they are of another search space.");
    }

    @Test
    void weights_of_the_supernet_are_not_taken_for_those_of_a_subnet() {
        Network network = SMALL.lower(SMALL.smallest());
        Weights supernet = RandomWeights.of(SMALL.lower(SMALL.largest()), 1);
        assertThatThrownBy(() -> OnnxExporter.export(network, supernet, ExportOptions.PLAIN))
                .isInstanceOf(ExportException.class)
                .hasMessage("Weights 'stages.0.blocks.0.expand.weight' have shape [96, 16, 1, 1], the network needs"
                        + " [48, 16, 1, 1]. Maybe they are the supernet's and not yet cut to this subnet.");
    }

    @Test
    void class_names_of_another_data_set_are_refused() {
        Network network = SMALL.lower(SMALL.smallest());
        ExportOptions options =
                ExportOptions.of(new ModelMetadata(List.of("cat", "dog"), List.of(), List.of(), new TreeMap<>()));
        assertThatThrownBy(() -> OnnxExporter.export(network, RandomWeights.of(network, 1), options))
                .isInstanceOf(ExportException.class)
                .hasMessageStartingWith("2 class names for a network of 10 outputs");
    }

    @Test
    void metadata_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> new ModelMetadata(List.of(), List.of(0.5f), List.of(), new TreeMap<>()))
                .hasMessage("model metadata: means [0.5] and deviations [] must pair up");
        assertThatThrownBy(() -> new ModelMetadata(List.of(), List.of(0.5f), List.of(0f), new TreeMap<>()))
                .hasMessage("model metadata: deviations are [0.0]");
        assertThatThrownBy(() ->
                        new ModelMetadata(List.of(), List.of(), List.of(), new TreeMap<>(Map.of("layout", "NHWC"))))
                .hasMessage("model metadata: the entry 'layout' cannot be an extra one");
    }

    @Test
    void what_is_not_a_model_is_refused_with_one_message() {
        assertThatThrownBy(() -> OnnxModel.load(new byte[] {1, 2, 3}))
                .isInstanceOf(VerificationException.class)
                .hasMessageStartingWith("ONNX Runtime does not accept the model: ");
    }

    private static Network sampled(SearchSpace space, long seed) {
        return space.lower(new ArchitectureSampler(space).sample(new SplittableRandom(seed)));
    }
}
