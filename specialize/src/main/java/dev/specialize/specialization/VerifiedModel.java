package dev.specialize.specialization;

import dev.specialize.export.BatchSize;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.ModelMetadata;
import dev.specialize.export.OnnxExporter;
import dev.specialize.export.OnnxModel;
import dev.specialize.export.Verification;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.space.Architecture;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.Subnet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An exported subnet that was compared with what it was exported from.
 *
 * @param onnx the model
 * @param verification of its logits against the subnet's own, on the supernet's validation images
 * @param accuracy of the model itself, run by ONNX Runtime, on those images
 * @param engineVersion of libtorch, which ran the subnet
 */
@SuppressWarnings("ArrayRecordComponent") // the content of a file, made once and written once
public record VerifiedModel(byte[] onnx, Verification verification, double accuracy, String engineVersion) {
    private static final int BATCH = 100;

    /**
     * Slices, recalibrates, exports and verifies.
     *
     * @throws dev.specialize.export.VerificationException if the model does not compute what the subnet does
     */
    public static VerifiedModel of(Supernet supernet, Architecture architecture, BatchSize batch) {
        try (TorchEngine engine = TorchEngine.open()) {
            SubnetEvaluation evaluation = supernet.evaluation(engine);
            Subnet subnet = evaluation.recalibrated(architecture);
            ExportOptions options = ExportOptions.of(metadata(supernet, architecture));
            byte[] onnx = OnnxExporter.export(subnet, options.withBatch(batch));
            float[] reference = evaluation.logits(subnet, supernet.validation());
            float[] actual = logits(onnx, supernet, architecture.resolution());
            int classes = supernet.space().classes();
            Verification verification =
                    Verification.compare(reference, actual, classes).require();
            return new VerifiedModel(
                    onnx, verification, accuracy(actual, supernet.validation(), classes), engine.version());
        }
    }

    private static ModelMetadata metadata(Supernet supernet, Architecture architecture) {
        Preprocessing preprocessing = supernet.manifest().preprocessing();
        SortedMap<String, String> extra = new TreeMap<>();
        extra.put("supernet", supernet.manifest().name());
        extra.put("architecture", architecture.toString());
        return new ModelMetadata(
                supernet.manifest().classes(), preprocessing.means(), preprocessing.deviations(), extra);
    }

    private static float[] logits(byte[] onnx, Supernet supernet, int resolution) {
        ImageSet images = supernet.validation();
        Preprocessing preprocessing = supernet.manifest().preprocessing();
        int classes = supernet.space().classes();
        float[] all = new float[images.count() * classes];
        try (OnnxModel model = OnnxModel.load(onnx)) {
            for (int begin = 0; begin < images.count(); begin += BATCH) {
                int count = Math.min(BATCH, images.count() - begin);
                float[] some = model.logits(preprocessing.nchw(images, begin, count, resolution), count);
                System.arraycopy(some, 0, all, begin * classes, some.length);
            }
        }
        return all;
    }

    private static double accuracy(float[] logits, ImageSet images, int classes) {
        return SubnetEvaluation.accuracy(logits, images.labels(), classes);
    }
}
