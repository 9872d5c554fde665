package dev.specialize.export;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.images.Dataset;
import dev.specialize.images.FashionMnist;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.quantization.CalibrationImages;
import dev.specialize.quantization.CalibrationMethod;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.Subnet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Accuracy, latency and size of the bundled supernet's subnets in each precision: the largest and three sampled ones, on the
 * 10,000 test images of Fashion-MNIST (Debian's {@code dataset-fashion-mnist}), on one thread.
 */
@Tag("benchmark")
class PrecisionBenchmark {
    private static final int SAMPLED = 3;
    private static final int ROUNDS = 20;
    private static final int RUNS = 100;
    private static final int TOGETHER = 100;

    private final Supernet supernet = Supernet.read(BundledSupernet.FOLDER);
    private final Preprocessing preprocessing = supernet.manifest().preprocessing();
    private final ImageSource images = Dataset.read(
                    FashionMnist.folder(), new Dataset.Settings(28, 1, 5000, 0), message -> {})
            .test()
            .orElseThrow();

    @Test
    void precisions_against_accuracy_latency_and_size() {
        try (TorchEngine engine = TorchEngine.open()) {
            SubnetEvaluation evaluation = supernet.evaluation(engine);
            Stream<Architecture> sampled = IntStream.rangeClosed(1, SAMPLED)
                    .mapToObj(seed -> new ArchitectureSampler(supernet.space()).sample(new SplittableRandom(seed)));
            Stream.concat(Stream.of(supernet.space().largest()), sampled)
                    .forEach(architecture -> compare(architecture, evaluation.recalibrated(architecture)));
        }
    }

    private void compare(Architecture architecture, Subnet subnet) {
        int resolution = architecture.resolution();
        Map<String, ExportedModel> models = models(subnet, resolution);
        Map<String, Double> milliseconds = milliseconds(models, resolution);
        print("%s", architecture);
        Map<String, Double> accuracy = new LinkedHashMap<>();
        models.forEach((name, model) -> {
            accuracy.put(name, accuracy(model.onnx(), resolution));
            print(
                    "%-16s %.2f %%, %.3f ms, %,d bytes %s",
                    name,
                    100 * accuracy.get(name),
                    milliseconds.get(name),
                    model.onnx().length,
                    model.quantization().map(Object::toString).orElse(""));
        });
        int bytes = models.get("fp32").onnx().length;
        assertThat(accuracy.get("fp32") - accuracy.get("int8 percentile")).isLessThanOrEqualTo(0.01);
        assertThat(accuracy.get("fp32") - accuracy.get("fp16")).isLessThanOrEqualTo(0.001);
        assertThat(models.get("int8 percentile").onnx().length).isLessThanOrEqualTo((int) (0.3 * bytes));
        assertThat(models.get("fp16-weights").onnx().length).isLessThanOrEqualTo((int) (0.52 * bytes));
    }

    private Map<String, ExportedModel> models(Subnet subnet, int resolution) {
        ImageSet calibration = supernet.calibration().orElseThrow();
        CalibrationImages some = new CalibrationImages(
                preprocessing.nchw(calibration, 0, calibration.count(), resolution), calibration.count());
        Map<String, ExportedModel> models = new LinkedHashMap<>();
        for (ModelPrecision precision : ModelPrecision.values()) {
            ExportOptions options = ExportOptions.PLAIN.withPrecision(precision);
            if (precision != ModelPrecision.INT8) {
                models.put(precision.toString(), OnnxExporter.export(subnet, options, some));
                continue;
            }
            for (CalibrationMethod method : methods(subnet)) {
                QuantizationSettings settings = QuantizationSettings.USUAL.withMethod(method);
                models.put(
                        precision + " " + method,
                        OnnxExporter.export(subnet, options.withQuantization(settings), some));
            }
        }
        return models;
    }

    /** All of them for the largest subnet; for the others the usual one, as each takes its time. */
    private List<CalibrationMethod> methods(Subnet subnet) {
        boolean largest =
                subnet.network().equals(supernet.space().lower(supernet.space().largest()));
        return largest ? List.of(CalibrationMethod.values()) : List.of(CalibrationMethod.PERCENTILE);
    }

    /** In rounds in which each model runs in turn, the median run; of the fastest round, which others did not disturb. */
    private Map<String, Double> milliseconds(Map<String, ExportedModel> models, int resolution) {
        float[] image = preprocessing.nchw(images, 0, 1, resolution);
        Map<String, Double> fastest = new LinkedHashMap<>();
        Map<String, OnnxModel> loaded = new LinkedHashMap<>();
        models.forEach((name, model) -> loaded.put(name, OnnxModel.load(model.onnx())));
        for (int round = 0; round <= ROUNDS; round++) {
            boolean warm = round > 0;
            loaded.forEach((name, model) -> {
                double median = medianMilliseconds(model, image);
                if (warm) {
                    fastest.merge(name, median, Math::min);
                }
            });
        }
        loaded.values().forEach(OnnxModel::close);
        return fastest;
    }

    private static double medianMilliseconds(OnnxModel model, float... image) {
        long[] nanos = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            model.logits(image, 1);
            nanos[run] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[RUNS / 2] / 1e6;
    }

    private double accuracy(byte[] onnx, int resolution) {
        int right = 0;
        try (OnnxModel model = OnnxModel.load(onnx)) {
            for (int begin = 0; begin < images.count(); begin += TOGETHER) {
                int count = Math.min(TOGETHER, images.count() - begin);
                float[] logits = model.logits(preprocessing.nchw(images, begin, count, resolution), count);
                int[] labels = new int[count];
                for (int i = 0; i < count; i++) {
                    labels[i] = images.label(begin + i);
                }
                right += (int) Math.round(count
                        * SubnetEvaluation.accuracy(
                                logits, labels, supernet.space().classes()));
            }
        }
        return right / (double) images.count();
    }
}
