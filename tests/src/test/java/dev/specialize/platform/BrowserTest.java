package dev.specialize.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import dev.specialize.onnx.BatchSize;
import dev.specialize.quantization.CalibrationImages;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.Supernet;
import dev.specialize.weights.Subnet;
import dev.specialize.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models for the web in a browser, on real images, against the same models here. */
class BrowserTest {
    private static final int IMAGES = 20;
    private static final int CALIBRATION = 64;
    /** Of the logits' scale; the largest subnet was seen to differ by 0.045. */
    private static final double ROUNDED = 0.15;

    private final Supernet supernet = Supernet.read(BundledSupernet.FOLDER);
    private final SearchSpace space = supernet.space();
    private final Preprocessing preprocessing = supernet.manifest().preprocessing();
    private final ImageSet images = supernet.validation().orElseThrow().range(0, IMAGES);

    @TempDir
    private Path folder;

    @Test
    void models_for_the_web_give_in_a_browser_what_they_give_here() throws Exception {
        HeadlessBrowser browser = HeadlessBrowser.installed();
        Weights weights = Weights.read(BundledSupernet.FOLDER.resolve(Supernet.WEIGHTS));
        List<Pair> pairs = new ArrayList<>();
        for (Architecture architecture : List.of(space.largest(), space.smallest())) {
            Subnet subnet = Subnet.of(space, architecture, weights);
            pairs.add(pair(subnet, ModelPrecision.FP32));
        }
        pairs.add(pair(Subnet.of(space, space.smallest(), weights), ModelPrecision.INT8));
        List<BrowserCase> cases =
                pairs.stream().flatMap(pair -> pair.cases().stream()).toList();
        List<Map<String, double[]>> answers = browser.run(folder, cases);
        for (int i = 0; i < pairs.size(); i++) {
            pairs.get(i).assertAlike(answers.get(2 * i), answers.get(2 * i + 1));
        }
    }

    private Pair pair(Subnet subnet, ModelPrecision precision) {
        int size = subnet.network().input().size();
        ImageSet calibration = supernet.calibration().orElseThrow().range(0, CALIBRATION);
        CalibrationImages seen = new CalibrationImages(
                preprocessing.nchw(calibration, 0, calibration.count(), size), calibration.count());
        ExportOptions options = options(precision);
        return new Pair(
                precision,
                OnnxExporter.export(subnet, options, seen).onnx(),
                OnnxExporter.export(subnet, options.withInterface(ModelInterface.PIXELS_TO_PROBABILITIES), seen)
                        .onnx(),
                preprocessing.nchw(images, 0, IMAGES, size),
                preprocessing.pixels(images, size));
    }

    private ExportOptions options(ModelPrecision precision) {
        List<String> classes = supernet.manifest().classes();
        ModelMetadata metadata =
                new ModelMetadata(classes, preprocessing.means(), preprocessing.deviations(), new TreeMap<>());
        return ExportOptions.of(metadata)
                .withPlatform(Platform.named("web"))
                .withBatch(BatchSize.DYNAMIC)
                .withPrecision(precision);
    }

    /** A subnet's model from normalised images to logits, and that from pixels to probabilities. */
    @SuppressWarnings("ArrayRecordComponent") // made once and compared once
    private record Pair(ModelPrecision precision, byte[] inner, byte[] outer, float[] normalised, ImageSet pixels) {
        List<BrowserCase> cases() {
            int size = pixels.size();
            return List.of(
                    BrowserCase.ofFloats(inner, "image", List.of(IMAGES, 1, size, size), normalised),
                    BrowserCase.ofBytes(outer, "pixels", List.of(IMAGES, size, size, 1), pixels.pixels()));
        }

        /** Whole numbers are rounded where sums differ in their last bits, so between machines such models differ more. */
        void assertAlike(Map<String, double[]> innerThere, Map<String, double[]> outerThere) {
            boolean isFloat = precision == ModelPrecision.FP32;
            assertThat(innerThere).containsOnlyKeys("logits");
            assertThat(outerThere).containsOnlyKeys("label", "probabilities");
            try (OnnxModel here = OnnxModel.load(inner);
                    PixelModel whole = PixelModel.load(outer)) {
                float[] logits = here.logits(normalised, IMAGES);
                float[] there = new float[logits.length];
                IntStream.range(0, there.length)
                        .forEach(i -> there[i] = (float) innerThere.get("logits")[i]);
                Verification same =
                        Verification.compare(logits, there, logits.length / IMAGES, isFloat ? 1e-4 : ROUNDED);
                assertThat(same.scale()).isPositive();
                assertThat(same.require()).isSameAs(same);
                assertAnswers(whole.answers(pixels.pixels(), IMAGES), outerThere, isFloat ? 1e-5 : ROUNDED);
            }
        }

        private static void assertAnswers(PixelModel.Answers here, Map<String, double[]> there, double offset) {
            int classes = here.probabilities().length / IMAGES;
            for (int image = 0; image < IMAGES; image++) {
                float[] own = Arrays.copyOfRange(here.probabilities(), image * classes, (image + 1) * classes);
                for (int c = 0; c < classes; c++) {
                    assertThat(there.get("probabilities")[image * classes + c]).isCloseTo(own[c], within(offset));
                }
                // either of two that are as probable is right
                assertThat((double) own[(int) there.get("label")[image]])
                        .isCloseTo(own[here.labels()[image]], within(offset));
            }
        }
    }
}
