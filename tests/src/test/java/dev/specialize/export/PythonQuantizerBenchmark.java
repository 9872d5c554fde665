package dev.specialize.export;

import static dev.specialize.files.BenchmarkOutput.print;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.specialize.images.Dataset;
import dev.specialize.images.FashionMnist;
import dev.specialize.images.ImageSet;
import dev.specialize.images.ImageSource;
import dev.specialize.images.Preprocessing;
import dev.specialize.onnx.Logits;
import dev.specialize.quantization.CalibrationImages;
import dev.specialize.quantization.CalibrationMethod;
import dev.specialize.quantization.KeptLayer;
import dev.specialize.quantization.QuantizationSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.supernet.BundledSupernet;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.Subnet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our int8 models against those of ONNX Runtime's own quantiser: the same float32 models of the bundled supernet, calibration
 * images, methods and layers left out, both in the same ONNX Runtime, on the 10,000 test images of Fashion-MNIST (Debian's
 * {@code dataset-fashion-mnist}).
 */
@Tag("benchmark")
class PythonQuantizerBenchmark {
    private static final int SAMPLED = Integer.getInteger("specialize.subnets", 3);
    private static final int TOGETHER = 100;

    private final Supernet supernet = Supernet.read(BundledSupernet.FOLDER);
    private final Preprocessing preprocessing = supernet.manifest().preprocessing();
    private final ImageSource images = Dataset.read(
                    FashionMnist.folder(), new Dataset.Settings(28, 1, 5000, 0), message -> {})
            .test()
            .orElseThrow();
    private final int[] labels =
            IntStream.range(0, images.count()).map(images::label).toArray();
    private final Map<CalibrationMethod, List<AccuracyLoss>> losses = new TreeMap<>();

    @TempDir
    private Path folder;

    @Test
    void our_int8_models_are_no_less_accurate_than_those_of_onnx_runtimes_quantizer() throws Exception {
        PythonQuantizer quantizer = PythonQuantizer.present(folder);
        List<Contest> contests = contests();
        for (Contest contest : contests) {
            List<String> kept = contest.ours(CalibrationMethod.PERCENTILE).quantization().orElseThrow().kept().stream()
                    .map(KeptLayer::layer)
                    .toList();
            quantizer.add(
                    contest.name(),
                    contest.fp32(),
                    contest.calibration(),
                    contest.subnet().network().input(),
                    kept);
        }
        System.out.println(quantizer.run().lines().reduce((first, last) -> last).orElseThrow());
        for (Contest contest : contests) {
            compare(contest, quantizer.models(contest.name()));
        }
        losses.forEach((method, each) -> {
            AccuracyLoss all = pooled(each);
            print("%-11s all subnets: ours alone right %d, theirs alone %d", method, all.onlyAfter(), all.onlyBefore());
            assertThat(all.passes()).as("%s: %s", method, all).isTrue();
        });
    }

    private List<Contest> contests() {
        List<Architecture> architectures =
                new ArrayList<>(List.of(supernet.space().largest()));
        IntStream.rangeClosed(1, SAMPLED)
                .mapToObj(seed -> new ArchitectureSampler(supernet.space()).sample(new SplittableRandom(seed)))
                .forEach(architectures::add);
        try (TorchEngine engine = TorchEngine.open()) {
            SubnetEvaluation evaluation = supernet.evaluation(engine);
            return IntStream.range(0, architectures.size())
                    .mapToObj(i -> contest(
                            i, architectures.get(i).resolution(), evaluation.recalibrated(architectures.get(i))))
                    .toList();
        }
    }

    private Contest contest(int number, int resolution, Subnet subnet) {
        ImageSet all = supernet.calibration().orElseThrow();
        CalibrationImages calibration =
                new CalibrationImages(preprocessing.nchw(all, 0, all.count(), resolution), all.count());
        String name = number == 0 ? "largest" : "seed" + number;
        return new Contest(name, subnet, calibration, OnnxExporter.export(subnet, ExportOptions.PLAIN));
    }

    /** A network to quantise. */
    @SuppressWarnings("ArrayRecordComponent") // lives within one test
    private record Contest(String name, Subnet subnet, CalibrationImages calibration, byte[] fp32) {
        ExportedModel ours(CalibrationMethod method) {
            QuantizationSettings settings = QuantizationSettings.USUAL.withMethod(method);
            ExportOptions options =
                    ExportOptions.PLAIN.withPrecision(ModelPrecision.INT8).withQuantization(settings);
            return OnnxExporter.export(subnet, options, calibration);
        }
    }

    private void compare(Contest contest, Map<CalibrationMethod, byte[]> theirs) throws Exception {
        int resolution = contest.subnet().network().input().size();
        float[] exact = logits(contest.fp32(), resolution);
        print(
                "%s, %d px: fp32 %.2f %%, %,d bytes",
                contest.name(), resolution, 100 * accuracy(exact), contest.fp32().length);
        for (Map.Entry<CalibrationMethod, byte[]> entry : theirs.entrySet()) {
            CalibrationMethod method = entry.getKey();
            ExportedModel model = contest.ours(method);
            float[] ours = shown("ours", method, model.onnx(), contest, exact);
            float[] other = shown("theirs", method, entry.getValue(), contest, exact);
            AccuracyLoss loss = AccuracyLoss.of(other, ours, labels, 0);
            losses.computeIfAbsent(method, any -> new ArrayList<>()).add(loss);
            print("            ours alone right %d, theirs alone %d", loss.onlyAfter(), loss.onlyBefore());
        }
    }

    /** The logits of a model, of which a line is printed. */
    private float[] shown(String whose, CalibrationMethod method, byte[] onnx, Contest contest, float... exact)
            throws Exception {
        float[] logits = logits(onnx, contest.subnet().network().input().size());
        double error = IntStream.range(0, exact.length)
                .mapToDouble(i -> Math.abs(exact[i] - logits[i]))
                .average()
                .orElseThrow();
        int classes = supernet.space().classes();
        Logits before = new Logits(exact, classes);
        Logits after = new Logits(logits, classes);
        long changed = IntStream.range(0, labels.length)
                .filter(i -> before.best(i) != after.best(i))
                .count();
        print(
                "%-11s %-6s %.2f %%, %4d classes changed, mean logit error %.4f, %,d bytes (%.3f), %s",
                method,
                whose,
                100 * accuracy(logits),
                changed,
                error,
                onnx.length,
                onnx.length / (double) contest.fp32().length,
                operators(onnx));
        return logits;
    }

    private String operators(byte[] onnx) throws Exception {
        Map<String, Long> counts = OptimisedGraph.nodes(onnx, folder).stream()
                .collect(Collectors.groupingBy(NodeProto::getOpType, TreeMap::new, Collectors.counting()));
        return counts.toString();
    }

    private static AccuracyLoss pooled(List<AccuracyLoss> each) {
        return each.stream()
                .reduce((a, b) -> new AccuracyLoss(
                        a.images() + b.images(), a.onlyBefore() + b.onlyBefore(), a.onlyAfter() + b.onlyAfter(), 0))
                .orElseThrow();
    }

    private double accuracy(float... logits) {
        return SubnetEvaluation.accuracy(logits, labels, supernet.space().classes());
    }

    private float[] logits(byte[] onnx, int resolution) {
        int classes = supernet.space().classes();
        float[] all = new float[images.count() * classes];
        try (OnnxModel model = OnnxModel.load(onnx)) {
            for (int begin = 0; begin < images.count(); begin += TOGETHER) {
                int count = Math.min(TOGETHER, images.count() - begin);
                float[] some = model.logits(preprocessing.nchw(images, begin, count, resolution), count);
                System.arraycopy(some, 0, all, begin * classes, some.length);
            }
        }
        return all;
    }
}
