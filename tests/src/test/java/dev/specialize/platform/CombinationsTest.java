package dev.specialize.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.specialize.checker.ModelChecker;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.ModelInterface;
import dev.specialize.export.ModelMetadata;
import dev.specialize.export.ModelPrecision;
import dev.specialize.export.OnnxExporter;
import dev.specialize.export.OnnxModel;
import dev.specialize.export.PixelModel;
import dev.specialize.export.Verification;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.onnx.Logits;
import dev.specialize.quantization.CalibrationImages;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.weights.RandomWeights;
import dev.specialize.weights.Subnet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever platform, precision and interface are chosen together, there is a model, and it computes the network. */
class CombinationsTest {
    private static final int CLASSES = 10;
    private static final int IMAGES = 16;
    private static final Preprocessing PREPROCESSING =
            new Preprocessing(List.of(0.4914f, 0.4822f, 0.4465f), List.of(0.247f, 0.2435f, 0.2616f));
    /** Of the scale of the logits, from the float32 model for any runtime. */
    private static final Map<ModelPrecision, Double> TOLERANCES = Map.of(
            ModelPrecision.FP32,
            1e-4,
            ModelPrecision.FP16_WEIGHTS,
            0.02,
            ModelPrecision.FP16,
            ModelPrecision.FP16.tolerance(),
            ModelPrecision.INT8,
            ModelPrecision.INT8.tolerance());

    private static final Network NETWORK = smallest();
    private static final Subnet SUBNET = new Subnet(NETWORK, RandomWeights.of(NETWORK, 3));
    private static final ImageSet PHOTOGRAPHS = photographs(IMAGES, 5);
    private static final CalibrationImages CALIBRATION = new CalibrationImages(normalised(photographs(32, 6)), 32);
    private static final float[] EXPECTED =
            logits(export(Platform.onnx(), ModelPrecision.FP32, ModelInterface.IMAGE_TO_LOGITS));

    static Stream<Arguments> combinations() {
        return Platform.all().stream()
                .flatMap(platform -> platform.precisions().stream()
                        .map(format -> ModelPrecision.valueOf(format.name()))
                        .flatMap(precision -> Stream.of(ModelInterface.values())
                                .map(face -> Arguments.of(platform.name(), precision, face))));
    }

    @ParameterizedTest(name = "{1} for {0}, {2}")
    @MethodSource("combinations")
    void each_gives_what_the_float32_model_for_any_runtime_gives(
            String name, ModelPrecision precision, ModelInterface face) throws Exception {
        Platform platform = Platform.named(name);
        byte[] model = export(platform, precision, face);
        ModelChecker.check(model);
        GraphProto graph = ModelProto.parseFrom(model).getGraph();
        assertHostIsFirstOrLast(graph, platform);
        assertThat(graph.getOutputList()).extracting(CombinationsTest::type).isEqualTo(types(face));
        double tolerance = TOLERANCES.get(precision);
        Verification same = switch (face) {
            case IMAGE_TO_LOGITS -> Verification.compare(EXPECTED, logits(model), CLASSES, tolerance);
            case PIXELS_TO_PROBABILITIES ->
                Verification.compare(logarithms(EXPECTED), answers(model), CLASSES, tolerance);
        };
        assertThat(same.relativeDifference()).isLessThan(tolerance);
        assertThat(same.sameClass()).isEqualTo(IMAGES);
    }

    private static void assertHostIsFirstOrLast(GraphProto graph, Platform platform) {
        Set<String> constants =
                graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
        // what is made of constants alone is computed once, when the model is loaded
        List<Boolean> isHost = graph.getNodeList().stream()
                .filter(node -> !constants.containsAll(node.getInputList()))
                .map(node -> platform.hostOperators().contains(node.getOpType()))
                .toList();
        assertThat(isHost.subList(isHost.indexOf(false), isHost.lastIndexOf(false)))
                .containsOnly(false);
    }

    private static List<DataType> types(ModelInterface face) {
        return switch (face) {
            case IMAGE_TO_LOGITS -> List.of(DataType.FLOAT);
            case PIXELS_TO_PROBABILITIES -> List.of(DataType.FLOAT, DataType.INT64);
        };
    }

    private static DataType type(ValueInfoProto value) {
        return DataType.forNumber(value.getType().getTensorType().getElemType());
    }

    private static byte[] export(Platform platform, ModelPrecision precision, ModelInterface face) {
        ExportOptions options = ExportOptions.of(new ModelMetadata(
                        List.of(), PREPROCESSING.means(), PREPROCESSING.deviations(), new TreeMap<>()))
                .withPlatform(platform)
                .withPrecision(precision)
                .withInterface(face);
        return OnnxExporter.export(SUBNET, options, CALIBRATION).onnx();
    }

    private static float[] normalised(ImageSet images) {
        return PREPROCESSING.nchw(images, 0, images.count(), images.size());
    }

    private static float[] logits(byte[] model) {
        try (OnnxModel loaded = OnnxModel.load(model)) {
            return loaded.logits(normalised(PHOTOGRAPHS), IMAGES);
        }
    }

    /** Logarithms of the probabilities, of which the labels are the largest. */
    private static float[] answers(byte[] model) {
        try (PixelModel loaded = PixelModel.load(model)) {
            PixelModel.Answers answers = loaded.answers(PHOTOGRAPHS.pixels(), IMAGES);
            float[] probabilities = answers.probabilities();
            assertThat(probabilities).hasSameSizeAs(EXPECTED);
            for (int image = 0; image < IMAGES; image++) {
                float[] one = Arrays.copyOfRange(probabilities, image * CLASSES, (image + 1) * CLASSES);
                int best = new Logits(one, CLASSES).best(0);
                assertThat(one[answers.labels()[image]]).isEqualTo(one[best]);
            }
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = (float) Math.log(probabilities[i]);
            }
            return probabilities;
        }
    }

    /** Of softmax, by its definition. */
    private static float[] logarithms(float... logits) {
        float[] all = new float[logits.length];
        for (int i = 0; i < all.length; i++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(logits[i / CLASSES * CLASSES + c] - logits[i]);
            }
            all[i] = (float) -Math.log(sum);
        }
        return all;
    }

    private static Network smallest() {
        SearchSpace space = BuiltInSpaces.named("mbv3-32")
                .orElseThrow()
                .withWidthMultiplier(0.35)
                .withClasses(CLASSES)
                .withResolutions(List.of(32));
        return space.lower(space.smallest());
    }

    /** Smooth ones with some noise, each of another brightness. */
    private static ImageSet photographs(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int channels = NETWORK.input().channels();
        int size = NETWORK.input().size();
        int image = size * size * channels;
        byte[] pixels = new byte[count * image];
        for (int i = 0; i < pixels.length; i++) {
            int column = i / channels % size;
            int row = i / channels / size % size;
            int brightness = i / image % 16 * 8;
            pixels[i] = (byte) Math.min(255, brightness + 3 * column + row + 20 * (i % channels) + random.nextInt(40));
        }
        return new ImageSet(size, channels, pixels, new int[count]);
    }
}
