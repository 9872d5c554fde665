package dev.specialize.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.Platform;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.Supernet;
import dev.specialize.weights.RandomWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that take pixels and give probabilities. */
class PixelInterfaceTest {
    private static final int IMAGES = 5;
    private static final Preprocessing COLOUR =
            new Preprocessing(List.of(0.4914f, 0.4822f, 0.4465f), List.of(0.247f, 0.2435f, 0.2616f));
    private static final Preprocessing GREY = new Preprocessing(List.of(0.286f), List.of(0.353f));

    static Stream<Arguments> cases() {
        return Stream.of("onnx", "android-nnapi", "ios-coreml", "web")
                .flatMap(platform -> Stream.of(1, 3)
                        .flatMap(channels -> Stream.of(BatchSize.ONE, BatchSize.of(4), BatchSize.DYNAMIC)
                                .filter(batch ->
                                        batch.images().isPresent() || platform.equals("onnx") || platform.equals("web"))
                                .map(batch -> Arguments.of(platform, channels, batch))));
    }

    @ParameterizedTest(name = "{0}, {1} channels, batch {2}")
    @MethodSource("cases")
    void pixels_give_the_probabilities_that_normalised_images_give(String platform, int channels, BatchSize batch) {
        Preprocessing preprocessing = channels == 1 ? GREY : COLOUR;
        Network network = network(channels);
        ExportOptions options =
                options(preprocessing).withPlatform(Platform.named(platform)).withBatch(batch);
        ImageSet images = photographs(network.input().size(), channels);
        assertSame(network, options, images, preprocessing);
    }

    /** Photographs are smooth and have borders; noise has neither. */
    private static ImageSet photographs(int size, int channels) {
        SplittableRandom random = new SplittableRandom(size + channels);
        byte[] pixels = new byte[IMAGES * size * size * channels];
        for (int i = 0; i < pixels.length; i++) {
            int column = i / channels % size;
            int row = i / channels / size % size;
            pixels[i] = (byte) Math.min(255, 3 * column + 4 * row + 30 * (i % channels) + random.nextInt(40));
        }
        return new ImageSet(size, channels, pixels, new int[IMAGES]);
    }

    @Test
    void real_images_give_the_probabilities_that_their_preprocessing_gives() {
        Path file = BundledSupernet.FOLDER.resolve(Supernet.VALIDATION);
        ImageSet images = ImageSet.read(file, 10);
        SearchSpace space = BuiltInSpaces.named("mbv3-32")
                .orElseThrow()
                .withInputChannels(1)
                .withResolutions(List.of(images.size()));
        assertSame(space.lower(space.smallest()), options(GREY), images.range(0, 40), GREY);
    }

    private static void assertSame(
            Network network, ExportOptions options, ImageSet images, Preprocessing preprocessing) {
        byte[] plain = OnnxExporter.export(network, RandomWeights.of(network, 2), ExportOptions.PLAIN);
        byte[] whole = OnnxExporter.export(
                network, RandomWeights.of(network, 2), options.withInterface(ModelInterface.PIXELS_TO_PROBABILITIES));
        int size = network.input().size();
        int classes = network.output().channels();
        try (OnnxModel inner = OnnxModel.load(plain);
                PixelModel outer = PixelModel.load(whole)) {
            float[] logits = inner.logits(preprocessing.nchw(images, 0, images.count(), size), images.count());
            PixelModel.Answers answers = outer.answers(images.pixels(), images.count());
            for (int image = 0; image < images.count(); image++) {
                double[] expected = softmax(logits, image * classes, classes);
                int largest = 0;
                for (int c = 0; c < classes; c++) {
                    float given = answers.probabilities()[image * classes + c];
                    assertThat((double) given).isCloseTo(expected[c], within(1e-5));
                    largest = expected[c] > expected[largest] ? c : largest;
                }
                assertThat(expected[answers.labels()[image]]).isCloseTo(expected[largest], within(1e-5));
            }
            assertThat(IntStream.of(answers.labels()).distinct().count())
                    .as("different answers")
                    .isPositive();
        }
    }

    private static double[] softmax(float[] logits, int first, int classes) {
        double largest = IntStream.range(first, first + classes)
                .mapToDouble(i -> logits[i])
                .max()
                .orElseThrow();
        double[] powers = IntStream.range(first, first + classes)
                .mapToDouble(i -> Math.exp(logits[i] - largest))
                .toArray();
        double sum = IntStream.range(0, classes).mapToDouble(i -> powers[i]).sum();
        return IntStream.range(0, classes).mapToDouble(i -> powers[i] / sum).toArray();
    }

    @Test
    void three_nodes_make_an_image_of_pixels_and_two_make_answers_of_logits() throws Exception {
        Network network = network(3);
        List<NodeProto> plain = graph(network, options(COLOUR)).getNodeList();
        GraphProto graph = graph(network, options(COLOUR).withInterface(ModelInterface.PIXELS_TO_PROBABILITIES));
        List<NodeProto> whole = graph.getNodeList();
        assertThat(whole.subList(0, 3)).extracting(NodeProto::getOpType).containsExactly("Cast", "Sub", "Transpose");
        assertThat(whole.subList(3, whole.size() - 2)).isEqualTo(plain);
        assertThat(whole.subList(whole.size() - 2, whole.size()))
                .extracting(NodeProto::getOpType)
                .containsExactly("Softmax", "ArgMax");
        assertThat(graph.getInputList()).extracting(ValueInfoProto::getName).containsExactly("pixels");
        assertThat(graph.getInput(0).getType().getTensorType().getElemType())
                .isEqualTo(TensorProto.DataType.UINT8_VALUE);
        assertThat(graph.getOutputList()).extracting(ValueInfoProto::getName).containsExactly("probabilities", "label");
        assertThat(graph.getOutput(1).getType().getTensorType().getShape().getDimCount())
                .isEqualTo(1);
    }

    private static GraphProto graph(Network network, ExportOptions options) throws Exception {
        return ModelProto.parseFrom(OnnxExporter.export(network, RandomWeights.of(network, 2), options))
                .getGraph();
    }

    @Test
    void a_model_of_pixels_says_so_and_names_its_classes_but_no_mean() {
        Network network = network(3);
        byte[] model = OnnxExporter.export(
                network,
                RandomWeights.of(network, 2),
                options(COLOUR).withInterface(ModelInterface.PIXELS_TO_PROBABILITIES));
        try (PixelModel loaded = PixelModel.load(model)) {
            assertThat(loaded.metadata())
                    .containsEntry("layout", "NHWC")
                    .containsEntry("preprocessing", "embedded")
                    .containsKeys("classNames", "resolution", "platform")
                    .doesNotContainKeys("mean", "std");
        }
        assertThatThrownBy(() -> OnnxModel.load(model)).isInstanceOf(VerificationException.class);
    }

    @Test
    void without_mean_and_deviation_nothing_can_be_embedded() {
        Network network = network(3);
        ExportOptions unknown = ExportOptions.PLAIN.withInterface(ModelInterface.PIXELS_TO_PROBABILITIES);
        assertThatThrownBy(() -> OnnxExporter.export(network, RandomWeights.of(network, 2), unknown))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("mean");
    }

    private static Network network(int channels) {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow().withInputChannels(channels);
        return space.lower(new ArchitectureSampler(space).sample(new SplittableRandom(7)));
    }

    private static ExportOptions options(Preprocessing preprocessing) {
        List<String> names = IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();
        return ExportOptions.of(
                new ModelMetadata(names, preprocessing.means(), preprocessing.deviations(), new TreeMap<>()));
    }
}
