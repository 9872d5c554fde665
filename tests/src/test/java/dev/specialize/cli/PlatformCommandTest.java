package dev.specialize.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.specialize.export.ModelInterface;
import dev.specialize.export.ModelPrecision;
import dev.specialize.export.OnnxExporter;
import dev.specialize.export.PixelModel;
import dev.specialize.export.VerificationException;
import dev.specialize.files.JsonFile;
import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.NonconformingModelException;
import dev.specialize.platform.Platform;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.VerifiedModel;
import dev.specialize.supernet.Supernet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where models are to run, told on the command line. */
class PlatformCommandTest {
    private static final TinySupernet TINY = TinySupernet.trained();

    @TempDir
    private Path folder;

    @Test
    void the_list_tells_what_each_platform_takes() {
        Launcher.Result list = InProcess.run("export", "--list");
        assertThat(list.code()).isZero();
        assertThat(list.out())
                .contains(Platform.names().stream().map(name -> name + ": ").toList())
                .contains("Clip (0..6, -1..1)", "AveragePool (ceil_mode 0, count_include_pad 0)", "static shapes")
                .contains("at the ends, by the processor: Cast, ArgMax", "fp16-weights, int8", "500,000,000 bytes");
        assertThat(InProcess.run("export").code()).isEqualTo(ExitCode.USAGE);
        assertThat(InProcess.run("export", "--list", "--output", "a.onnx").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_model_is_exported_for_a_platform_with_its_preprocessing_inside() throws Exception {
        Path plain = folder.resolve("plain.onnx");
        Path whole = folder.resolve("whole.onnx");
        Launcher.Result usual = export(plain);
        Launcher.Result result = export(whole, "--platform", "android-nnapi", "--embed-preprocessing");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("verified  logits differ by");
        assertThat(accuracy(result)).isEqualTo(accuracy(usual)).isNotEmpty();
        byte[] bytes = Files.readAllBytes(whole);
        assertThat(ModelProto.parseFrom(bytes).getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .doesNotContain("HardSwish", "HardSigmoid")
                .startsWith("Cast", "Sub", "Transpose", "Conv")
                .endsWith("Softmax", "ArgMax");
        try (PixelModel model = PixelModel.load(bytes)) {
            assertThat(model.metadata())
                    .containsEntry("platform", "android-nnapi")
                    .containsKey("classNames");
            PixelModel.Answers answers = model.answers(new byte[20 * 20], 1);
            assertThat(answers.probabilities()).hasSize(3);
        }
    }

    @Test
    void a_model_in_halves_computes_its_preprocessing_in_halves_where_casts_stand_first_and_last() throws Exception {
        Path model = folder.resolve("half.onnx");
        Launcher.Result result =
                export(model, "--platform", "ios-coreml", "--precision", "fp16", "--embed-preprocessing");
        assertThat(result.code()).as(result.err()).isZero();
        byte[] bytes = Files.readAllBytes(model);
        assertThat(ModelProto.parseFrom(bytes).getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .startsWith("Cast", "Sub", "Transpose", "Conv")
                .endsWith("Softmax", "ArgMax", "Cast");
        try (PixelModel loaded = PixelModel.load(bytes)) {
            assertThat(loaded.answers(new byte[20 * 20], 1).probabilities()).hasSize(3);
        }
    }

    private static List<String> accuracy(Launcher.Result result) {
        return result.out().lines().filter(line -> line.startsWith("accuracy")).toList();
    }

    @Test
    void a_platform_that_is_none_is_refused_with_those_that_are() {
        Path model = folder.resolve("m.onnx");
        export(model, "--platform", "windows-phone")
                .assertRefused(ExitCode.USAGE, "No platform is named 'windows-phone'", "android-nnapi", "Maybe");
        assertThat(model).doesNotExist();
    }

    @Test
    void an_open_number_of_images_is_refused_where_shapes_are_static() {
        Path model = folder.resolve("m.onnx");
        export(model, "--platform", "ios-coreml", "--dynamic-batch")
                .assertRefused(ExitCode.USAGE, "ios-coreml", "fixed number of images", "--batch");
        assertThat(model).doesNotExist();
        Launcher.Result fixed = export(model, "--platform", "ios-coreml", "--batch", "2");
        assertThat(fixed.code()).as(fixed.err()).isZero();
    }

    @Test
    void a_model_that_a_platform_does_not_take_fails_verification() {
        Platform web = Platform.named("web");
        Platform poor = new Platform(
                web.format(),
                web.name(),
                web.description(),
                web.source(),
                web.opset(),
                web.irVersion(),
                web.layout(),
                web.shapes(),
                web.precisions(),
                web.symmetricActivations(),
                web.reducedRange(),
                web.repeatedGates(),
                web.largestFileBytes(),
                List.of(),
                List.of());
        SearchSpace space = TINY.searchSpace();
        Throwable problem = catchThrowable(() ->
                OnnxExporter.exportUntrained(space.lower(space.largest()), BatchSize.ONE, ModelPrecision.FP32, poor));
        assertThat(problem).isInstanceOf(NonconformingModelException.class).hasMessageContaining("'stem.conv'");
        assertThat(ExitCode.of(problem)).isEqualTo(ExitCode.VERIFICATION);

        Supernet net = Supernet.read(TINY.folder());
        ModelLabel label = ModelLabel.of(net.manifest()).on(poor);
        assertThatThrownBy(() -> VerifiedModel.of(net, space.largest(), BatchSize.ONE, label))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("'stem.conv'");
    }

    @Test
    void the_whole_job_makes_a_model_for_a_platform() throws Exception {
        PaperModel made = PaperModel.in(
                folder, "--latency", "1s", "--max-size", "100KB", "--platform", "ios-coreml", "--embed-preprocessing");
        Path out = made.folder();
        assertThat(made.result().out())
                .contains("platform  ios-coreml, pixels in and probabilities out, timed without that");
        SpecializationManifest manifest = JsonFile.read(out.resolve("manifest.json"), SpecializationManifest.class);
        assertThat(manifest.export().platform()).isEqualTo("ios-coreml");
        assertThat(manifest.export().modelInterface()).isEqualTo(ModelInterface.PIXELS_TO_PROBABILITIES);
        byte[] model = Files.readAllBytes(out.resolve("model.onnx"));
        assertThat(manifest.modelBytes()).isEqualTo(model.length).isLessThanOrEqualTo(100_000);
        try (PixelModel loaded = PixelModel.load(model)) {
            assertThat(loaded.metadata()).containsEntry("platform", "ios-coreml");
        }
    }

    private Launcher.Result export(Path model, String... more) {
        Path architecture = folder.resolve("reference.json");
        TinySupernet.write(architecture, "{\"ks\":[3,5,7,3],\"e\":[2,3,2,3],\"d\":[2,2],\"r\":20}");
        return InProcess.run(Stream.concat(
                        Stream.of(
                                "export",
                                "--supernet",
                                TINY.folder(),
                                "--architecture",
                                architecture,
                                "--output",
                                model),
                        Stream.of(more))
                .toArray());
    }
}
