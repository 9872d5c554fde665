package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.specialize.onnx.BatchSize;
import dev.specialize.quantization.CalibrationImages;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Subnet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ONNX Runtime makes of models of other precisions than float32. */
final class PrecisionFusionTest {
    /** All that computes; moving numbers about is free to be there. */
    private static final Set<String> WHOLE_NUMBERS = Set.of(
            "QLinearConv",
            "QLinearAdd",
            "QLinearMul",
            "QLinearGlobalAveragePool",
            "QLinearAveragePool",
            "QGemm",
            "NhwcMaxPool",
            "Flatten",
            "Squeeze",
            "Transpose");

    private static final int IMAGES = 4;

    static Stream<String> spaces() {
        return Stream.of("mbv3-32", "mbv3", "proxyless", "resnet50", "residual-32");
    }

    @ParameterizedTest
    @EnabledOnOs(architectures = {"amd64", "x86_64"})
    @MethodSource("spaces")
    void eight_bit_models_compute_with_whole_numbers_from_one_end_to_the_other(String name, @TempDir Path folder)
            throws Exception {
        Network network = network(name);
        Map<String, Integer> trained = operators(export(network, ModelPrecision.INT8), folder);
        assertThat(trained).containsEntry("QuantizeLinear", 1).doesNotContainKey("DequantizeLinear");
        assertThat(trained.keySet().stream().filter(op -> !op.equals("QuantizeLinear")))
                .isSubsetOf(WHOLE_NUMBERS)
                .contains("QLinearConv", "QGemm");
        byte[] untrained = OnnxExporter.exportUntrained(network, BatchSize.ONE, ModelPrecision.INT8);
        assertThat(operators(untrained, folder)).isEqualTo(trained);
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void every_precision_computes_what_the_network_does(String name) {
        Network network = network(name);
        float[] images = RandomImages.of(network.input(), IMAGES, 5);
        float[] reference = logits(export(network, ModelPrecision.FP32), images);
        Map<ModelPrecision, Double> limits =
                Map.of(ModelPrecision.FP16_WEIGHTS, 0.02, ModelPrecision.FP16, 0.05, ModelPrecision.INT8, 1.0);
        limits.forEach((precision, limit) -> {
            float[] actual = logits(export(network, precision), images);
            double difference = Verification.compare(
                            reference, actual, network.output().channels(), 1)
                    .relativeDifference();
            assertThat(difference).as(precision.toString()).isBetween(1e-6, limit);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "fp16-weights", "fp16", "int8"})
    void an_untrained_model_of_any_precision_is_small_and_runs(String precision) {
        SearchSpace space = BuiltInSpaces.named("mbv3").orElseThrow();
        Network network = space.lower(space.largest());
        byte[] untrained = OnnxExporter.exportUntrained(network, BatchSize.ONE, ModelPrecision.parse(precision));
        assertThat(untrained).hasSizeLessThan(250_000);
        try (OnnxModel model = OnnxModel.load(untrained)) {
            for (float logit : model.logits(RandomImages.of(network.input(), 1, 1), 1)) {
                assertThat(logit).isFinite();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.specialize.export.OnnxExporterTest#layers")
    void every_kind_of_layer_is_an_untrained_model_of_its_own_in_every_precision(Layer layer) {
        Network network = Network.of(layer);
        for (ModelPrecision precision : ModelPrecision.values()) {
            try (OnnxModel model = OnnxModel.load(OnnxExporter.exportUntrained(network, BatchSize.of(2), precision))) {
                float[] outputs = model.logits(RandomImages.of(network.input(), 2, 1), 2);
                assertThat(outputs).hasSize(2 * (int) network.output().elements());
                for (float output : outputs) {
                    assertThat(output).isFinite();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void equal_inputs_give_equal_bytes(String name) {
        Network network = network(name);
        for (ModelPrecision precision : ModelPrecision.values()) {
            assertThat(export(network, precision)).isEqualTo(export(network, precision));
        }
    }

    private static Network network(String name) {
        SearchSpace space = BuiltInSpaces.named(name)
                .orElseThrow()
                .withWidthMultiplier(0.35)
                .withClasses(10)
                .withResolutions(List.of(48));
        return space.lower(new ArchitectureSampler(space).sample(new SplittableRandom(2)));
    }

    private static byte[] export(Network network, ModelPrecision precision) {
        ExportOptions options = ExportOptions.PLAIN
                .withPrecision(precision)
                .withQuantization(QuantizationSettings.USUAL.within(1e9, 1).withLeastImages(IMAGES));
        CalibrationImages images = new CalibrationImages(RandomImages.of(network.input(), IMAGES, 5), IMAGES);
        return OnnxExporter.export(new Subnet(network, RandomWeights.of(network, 1)), options, images)
                .onnx();
    }

    private static float[] logits(byte[] onnx, float... images) {
        try (OnnxModel model = OnnxModel.load(onnx)) {
            return model.logits(images, IMAGES);
        }
    }

    private static Map<String, Integer> operators(byte[] model, Path folder) throws Exception {
        return OptimisedGraph.nodes(model, folder).stream()
                .collect(Collectors.toMap(NodeProto::getOpType, node -> 1, Integer::sum, TreeMap::new));
    }
}
