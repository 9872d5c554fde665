package dev.specialize.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.ModelPrecision;
import dev.specialize.export.OnnxExporter;
import dev.specialize.export.OnnxModel;
import dev.specialize.export.Verification;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.onnx.BatchSize;
import dev.specialize.quantization.CalibrationImages;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.quantization.WeightRange;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
    private static final Platform NNAPI = Platform.named("android-nnapi");

    static Stream<Platform> platforms() {
        return Platform.all().stream();
    }

    static Stream<Arguments> exports() {
        return platforms()
                .flatMap(platform -> Stream.of("mbv3-32", "mbv3", "proxyless", "resnet50", "residual-32")
                        .map(space -> Arguments.of(platform.name(), space)));
    }

    @Test
    void the_platforms_are_known_by_name() {
        assertThat(Platform.all())
                .extracting(Platform::name)
                .containsExactly("onnx", "cpu-x86", "android-cpu", "android-nnapi", "ios-coreml", "web");
        assertThat(Platform.onnx()).isEqualTo(Platform.named("onnx"));
        assertThatThrownBy(() -> Platform.named("android"))
                .isInstanceOf(UnknownPlatformException.class)
                .hasMessage("No platform is named 'android'. Maybe one of onnx, cpu-x86, android-cpu, android-nnapi,"
                        + " ios-coreml, web.");
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void each_says_in_a_sentence_where_it_comes_from(Platform platform) {
        assertThat(platform.source()).endsWith(".").hasSizeGreaterThan(60);
        assertThat(platform.description()).isNotBlank().doesNotEndWith(".");
        assertThat(platform.hostOperators())
                .doesNotContainAnyElementsOf(
                        platform.operators().stream().map(AllowedOperator::name).toList());
    }

    @Test
    void a_field_too_many_in_a_platform_is_refused() {
        String json = JsonFile.text(NNAPI).replaceFirst("\"opset\"", "\"opsets\" : 1, \"opset\"");
        assertThatThrownBy(() -> JsonFile.parse(json, Path.of("nnapi.json"), Platform.class))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("opsets");
        assertThat(JsonFile.parse(JsonFile.text(NNAPI), Path.of("nnapi.json"), Platform.class))
                .isEqualTo(NNAPI);
    }

    @ParameterizedTest(name = "{1} for {0}")
    @MethodSource("exports")
    void a_model_has_only_what_its_platform_takes_and_computes_the_same(String name, String spaceName)
            throws Exception {
        Platform platform = Platform.named(name);
        Network network = sampled(spaceName);
        Weights weights = RandomWeights.of(network, 3);
        byte[] plain = OnnxExporter.export(network, weights, ExportOptions.PLAIN);
        byte[] fitted = OnnxExporter.export(network, weights, ExportOptions.PLAIN.withPlatform(platform));
        List<NodeProto> nodes = ModelProto.parseFrom(fitted).getGraph().getNodeList();
        assertThat(nodes)
                .extracting(NodeProto::getOpType)
                .isSubsetOf(
                        platform.operators().stream().map(AllowedOperator::name).toList());
        assertThat(difference(network, plain, fitted)).isLessThan(1e-5);
    }

    private static Network sampled(String name) {
        SearchSpace space = BuiltInSpaces.named(name)
                .orElseThrow()
                .withWidthMultiplier(0.35)
                .withClasses(10)
                .withResolutions(List.of(name.equals("mbv3-32") ? 32 : 70));
        return space.lower(new ArchitectureSampler(space).sample(new SplittableRandom(2)));
    }

    private static double difference(Network network, byte[] plain, byte[] fitted) {
        float[] images = noise(network, 3);
        try (OnnxModel one = OnnxModel.load(plain);
                OnnxModel other = OnnxModel.load(fitted)) {
            Verification same = Verification.compare(one.logits(images, 3), other.logits(images, 3), 10);
            assertThat(same.scale()).isPositive();
            return same.relativeDifference();
        }
    }

    private static float[] noise(Network network, int count) {
        SplittableRandom random = new SplittableRandom(4);
        float[] images = new float[(int) network.input().elements() * count];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        return images;
    }

    static Stream<Arguments> precisions() {
        return platforms()
                .flatMap(platform -> platform.precisions().stream()
                        .filter(format -> format != NumberFormat.FP32)
                        .flatMap(format -> Stream.of("mbv3-32", "resnet50")
                                .map(space -> Arguments.of(platform.name(), format, space))));
    }

    @ParameterizedTest(name = "{2} in {1} for {0}")
    @MethodSource("precisions")
    void fewer_bits_conform_too(String name, NumberFormat format, String spaceName) throws Exception {
        Platform platform = Platform.named(name);
        Network network = sampled(spaceName);
        Subnet subnet = new Subnet(network, RandomWeights.of(network, 3));
        ExportOptions options = ExportOptions.PLAIN.withPrecision(ModelPrecision.valueOf(format.name()));
        CalibrationImages images = new CalibrationImages(noise(network, 32), 32);
        WeightRange weights = platform.reducedRange() ? WeightRange.SEVEN_BITS : WeightRange.FULL;
        byte[] usual = OnnxExporter.export(
                        subnet, options.withQuantization(QuantizationSettings.USUAL.withWeights(weights)), images)
                .onnx();
        byte[] fitted = OnnxExporter.export(subnet, options.withPlatform(platform), images)
                .onnx();
        List<String> allowed = Stream.concat(
                        platform.operators().stream().map(AllowedOperator::name), platform.hostOperators().stream())
                .toList();
        assertThat(ModelProto.parseFrom(fitted).getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .isSubsetOf(allowed);
        assertThat(difference(network, usual, fitted)).isLessThan(format == NumberFormat.FP16_WEIGHTS ? 1e-5 : 0.05);
    }

    @Test
    void number_formats_are_the_precisions_of_models() {
        assertThat(NumberFormat.values())
                .extracting(NumberFormat::toString)
                .containsExactlyElementsOf(Stream.of(ModelPrecision.values())
                        .map(ModelPrecision::toString)
                        .toList());
        Network network = sampled("mbv3-32");
        ExportOptions half =
                ExportOptions.PLAIN.withPrecision(ModelPrecision.FP16).withPlatform(NNAPI);
        assertThatThrownBy(() -> OnnxExporter.export(network, RandomWeights.of(network, 3), half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("android-nnapi", "fp16");
    }

    @Test
    void nnapi_and_core_ml_get_no_h_swish() throws Exception {
        for (String name : List.of("android-nnapi", "ios-coreml")) {
            assertThat(operators(Platform.named(name), "mbv3-32"))
                    .doesNotContain("HardSwish", "HardSigmoid")
                    .contains("Clip", "Add", "Mul");
        }
        assertThat(operators(Platform.named("web"), "mbv3-32")).contains("HardSwish", "HardSigmoid");
        assertThat(operators(Platform.named("ios-coreml"), "mbv3-32"))
                .contains("Reshape")
                .doesNotContain("Flatten");
    }

    private static List<String> operators(Platform platform, String space) throws Exception {
        Network network = sampled(space);
        byte[] model =
                OnnxExporter.export(network, RandomWeights.of(network, 3), ExportOptions.PLAIN.withPlatform(platform));
        return ModelProto.parseFrom(model).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    @Test
    void a_model_says_which_platform_it_is_for() {
        Network network = sampled("mbv3-32");
        byte[] model =
                OnnxExporter.export(network, RandomWeights.of(network, 3), ExportOptions.PLAIN.withPlatform(NNAPI));
        try (OnnxModel loaded = OnnxModel.load(model)) {
            assertThat(loaded.metadata()).containsEntry("platform", "android-nnapi");
        }
    }

    @Test
    void an_operator_that_a_platform_forbids_is_refused_by_the_name_of_the_node() {
        Platform poor = without(NNAPI, "MaxPool", "Gemm");
        assertThatThrownBy(() -> operators(poor, "resnet50"))
                .isInstanceOf(NonconformingModelException.class)
                .hasMessageContainingAll("android-nnapi", "'stages.1.blocks.0.pool': MaxPool", "Maybe");
        assertThatThrownBy(() -> operators(poor, "mbv3-32"))
                .isInstanceOf(NonconformingModelException.class)
                .hasMessageContaining("'logits': Gemm is not among its operators");
    }

    @Test
    void an_operator_within_other_limits_is_refused_with_them() {
        Platform poor =
                limited(NNAPI, new AllowedOperator("Clip", new java.util.TreeMap<>(), List.of(List.of(-1f, 1f))));
        assertThatThrownBy(() -> operators(poor, "proxyless"))
                .isInstanceOf(NonconformingModelException.class)
                .hasMessageContainingAll("Clip takes [[-1.0, 1.0]] only, not [0.0, 6.0]");
    }

    @Test
    void a_model_beyond_the_platforms_size_is_refused() {
        byte[] model = new byte[1001];
        Platform small = sized(NNAPI, 1000);
        assertThatThrownBy(() -> small.requireFits(model))
                .isInstanceOf(NonconformingModelException.class)
                .hasMessageContainingAll("1,000 bytes at most", "1,001", "Maybe");
        assertThatCode(() -> sized(NNAPI, 1001).requireFits(model)).doesNotThrowAnyException();
        Network network = sampled("mbv3-32");
        assertThatThrownBy(() -> OnnxExporter.export(
                        network, RandomWeights.of(network, 3), ExportOptions.PLAIN.withPlatform(small)))
                .isInstanceOf(NonconformingModelException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"android-nnapi", "ios-coreml"})
    void an_open_number_of_images_is_refused_where_shapes_are_static(String name) {
        Platform platform = Platform.named(name);
        assertThatThrownBy(() -> platform.require(BatchSize.DYNAMIC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(name, "fixed number of images", "--batch");
        assertThatCode(() -> platform.require(BatchSize.of(8))).doesNotThrowAnyException();
        assertThatCode(() -> Platform.named("web").require(BatchSize.DYNAMIC)).doesNotThrowAnyException();
    }

    @Test
    void a_number_format_that_a_platform_lacks_is_refused() {
        assertThatThrownBy(() -> Platform.named("ios-coreml").require(NumberFormat.INT8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Platform ios-coreml takes no models in int8. Maybe in fp32, fp16-weights, fp16.");
    }

    private static Platform without(Platform platform, String... operators) {
        return with(
                platform,
                platform.largestFileBytes(),
                platform.operators().stream()
                        .filter(o -> !List.of(operators).contains(o.name()))
                        .toList());
    }

    private static Platform limited(Platform platform, AllowedOperator operator) {
        return with(
                platform,
                platform.largestFileBytes(),
                platform.operators().stream()
                        .map(o -> o.name().equals(operator.name()) ? operator : o)
                        .toList());
    }

    private static Platform sized(Platform platform, long bytes) {
        return with(platform, bytes, platform.operators());
    }

    private static Platform with(Platform p, long bytes, List<AllowedOperator> operators) {
        return new Platform(
                p.format(),
                p.name(),
                p.description(),
                p.source(),
                p.opset(),
                p.irVersion(),
                p.layout(),
                p.shapes(),
                p.precisions(),
                p.symmetricActivations(),
                p.reducedRange(),
                p.repeatedGates(),
                bytes,
                operators,
                p.hostOperators());
    }
}
