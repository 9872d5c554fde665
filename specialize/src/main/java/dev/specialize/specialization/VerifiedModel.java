package dev.specialize.specialization;

import dev.specialize.checker.InvalidModelException;
import dev.specialize.devices.DeviceException;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.TimedModel;
import dev.specialize.export.AccuracyLoss;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.ExportedModel;
import dev.specialize.export.ModelInterface;
import dev.specialize.export.ModelPrecision;
import dev.specialize.export.OnnxExporter;
import dev.specialize.export.OnnxModel;
import dev.specialize.export.RoundingSensitivity;
import dev.specialize.export.Verification;
import dev.specialize.export.VerificationException;
import dev.specialize.images.ImageSet;
import dev.specialize.images.Preprocessing;
import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.NonconformingModelException;
import dev.specialize.quantization.CalibrationImages;
import dev.specialize.quantization.QuantizationRecord;
import dev.specialize.space.Architecture;
import dev.specialize.supernet.SubnetEvaluation;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchEngine;
import dev.specialize.weights.Subnet;
import java.util.Optional;

/**
 * An exported subnet that was compared with what it was exported from.
 *
 * @param onnx the model
 * @param timed the same from normalised images to logits, which is what devices run; if the model is that, the model
 * @param precision of its numbers
 * @param quantization how they came about, if they are of eight bits
 * @param statistics of its batch normalisation
 * @param verification of the logits of the float32 model, which this is or was made of, against the subnet's own
 * @param loss against that, if this is another and the supernet has validation images
 * @param inputs that both were run on
 * @param accuracy of the model itself, run by ONNX Runtime, on the supernet's validation images, if it has any
 * @param batch images that one run takes
 * @param engineVersion of libtorch, which ran the subnet
 */
@SuppressWarnings("ArrayRecordComponent") // the content of a file, made once and written once
public record VerifiedModel(
        byte[] onnx,
        byte[] timed,
        ModelPrecision precision,
        Optional<QuantizationRecord> quantization,
        Statistics statistics,
        Verification verification,
        Optional<AccuracyLoss> loss,
        VerificationInputs inputs,
        Optional<Double> accuracy,
        BatchSize batch,
        String engineVersion) {
    private static final int NOISE_IMAGES = 16;
    /** A quarter of a gigabyte, some 450 photos at 224 px. */
    private static final int MOST_CALIBRATION_VALUES = 1 << 26;

    /** What runs of a model on a device are compared on. */
    private static final int DEVICE_RUNS = 4;

    /**
     * Slices, recalibrates if the supernet has calibration images, exports in float32 and verifies that; then exports in
     * the precision and, if the supernet has validation images, compares how often the two are right.
     *
     * @param label what the model says of itself, where it is to run and in which form and precision
     * @throws VerificationException if the float32 model does not compute what the subnet does, the other is right less
     *     often than it may be, or one is no model that the platform takes
     * @throws dev.specialize.quantization.QuantizationException if the supernet's calibration images are of no use
     */
    public static VerifiedModel of(Supernet supernet, Architecture architecture, BatchSize batch, ModelLabel label) {
        return of(supernet, architecture, batch, label, Limits.NONE);
    }

    /**
     * The same of a subnet that was chosen within limits: layers of a model of eight bits stay in float32 because of the
     * error only as far as the limit of the file allows.
     */
    static VerifiedModel of(
            Supernet supernet, Architecture architecture, BatchSize batch, ModelLabel label, Limits limits) {
        try (TorchEngine engine = TorchEngine.openOnCpu()) {
            int resolution = architecture.resolution();
            SubnetEvaluation evaluation = supernet.including(resolution).evaluation(engine);
            Subnet subnet = evaluation.subnet(architecture);
            ModelPrecision precision = label.precision();
            ExportOptions any =
                    label.keepingAmong(subnet.network()).options(architecture).withBatch(batch);
            ExportOptions precise = limits.modelSize()
                    .map(most -> any.withLargestBytes(most.bytes()))
                    .orElse(any);
            byte[] floats = OnnxExporter.export(subnet, precise.withPrecision(ModelPrecision.FP32));
            ImageSet images = supernet.validation().orElseGet(() -> noise(supernet, resolution));
            Preprocessing preprocessing = supernet.manifest().preprocessing();
            ModelRun exact = ModelRun.of(floats, label.face(), preprocessing, images, resolution);
            Verification verification = verification(evaluation, subnet, exact).require();
            boolean isFloat = precision == ModelPrecision.FP32;
            CalibrationImages calibration = calibration(supernet, precision, resolution);
            ExportedModel model = isFloat
                    ? new ExportedModel(floats, precision, Optional.empty(), 0)
                    : OnnxExporter.export(subnet, precise, calibration);
            byte[] timed = label.face() == ModelInterface.IMAGE_TO_LOGITS
                    ? model.onnx()
                    : OnnxExporter.export(subnet, timed(precise, model), calibration)
                            .onnx();
            ModelRun run = isFloat ? exact : ModelRun.of(model.onnx(), label.face(), preprocessing, images, resolution);
            int classes = supernet.space().classes();
            return new VerifiedModel(
                    model.onnx(),
                    timed,
                    precision,
                    model.quantization(),
                    Statistics.of(supernet),
                    verification,
                    supernet.validation()
                            .filter(v -> !isFloat)
                            .map(v -> AccuracyLoss.of(
                                            exact.answers(), run.answers(), v.labels(), precision.allowedLoss())
                                    .require()),
                    VerificationInputs.of(supernet),
                    supernet.validation().map(v -> SubnetEvaluation.accuracy(run.answers(), v.labels(), classes)),
                    batch,
                    engine.version());
        } catch (InvalidModelException | NonconformingModelException e) {
            throw new VerificationException(e.getMessage(), e); // one kind of verdict, whoever comes to it
        }
    }

    /** From images to logits, with the same layers in float32. */
    private static ExportOptions timed(ExportOptions options, ExportedModel shipped) {
        ExportOptions plain = options.withInterface(ModelInterface.IMAGE_TO_LOGITS);
        return shipped.quantization()
                .map(made -> plain.withQuantization(plain.quantization().keepingAs(made)))
                .orElse(plain);
    }

    private static CalibrationImages calibration(Supernet supernet, ModelPrecision precision, int resolution) {
        Preprocessing preprocessing = supernet.manifest().preprocessing();
        return supernet.calibration()
                .filter(images -> precision.needsImages())
                .map(images -> calibration(images, preprocessing, resolution))
                .orElse(CalibrationImages.NONE);
    }

    private static CalibrationImages calibration(ImageSet images, Preprocessing preprocessing, int resolution) {
        int one = images.channels() * resolution * resolution;
        int count = Math.min(images.count(), MOST_CALIBRATION_VALUES / one);
        return new CalibrationImages(preprocessing.nchw(images, 0, count, resolution), count);
    }

    /**
     * Compares what the model computes on a device with what it computes here.
     *
     * @param resolution of its input
     * @throws VerificationException if they differ by more than the model from its subnet may
     * @throws dev.specialize.devices.DeviceException if the device is lost
     */
    Verification on(ModelRunner device, Supernet supernet, int resolution) {
        int together = batch.images().orElse(1);
        int count = DEVICE_RUNS * together;
        Preprocessing preprocessing = supernet.manifest().preprocessing();
        ImageSet images = supernet.validation()
                .filter(v -> v.count() >= count)
                .orElseGet(() -> preprocessing.noise(count, resolution, 0));
        int classes = supernet.space().classes();
        float[] here = new float[count * classes];
        float[] there = new float[count * classes];
        try (OnnxModel local = OnnxModel.load(timed);
                TimedModel remote = device.load(timed)) {
            for (int run = 0; run < DEVICE_RUNS; run++) {
                float[] input = preprocessing.nchw(images, run * together, together, resolution);
                int offset = run * together * classes;
                System.arraycopy(local.logits(input, together), 0, here, offset, together * classes);
                System.arraycopy(
                        requireLogits(remote.run(input), together * classes), 0, there, offset, together * classes);
            }
        }
        return Verification.compare(here, there, classes, Math.max(verification.tolerance(), precision.tolerance()))
                .require();
    }

    private static float[] requireLogits(float[] values, int count) {
        if (values.length != count) {
            throw new DeviceException("The device gave " + values.length + " logits instead of " + count);
        }
        return values;
    }

    private static Verification verification(SubnetEvaluation evaluation, Subnet subnet, ModelRun run) {
        int classes = subnet.network().output().channels();
        float[] reference = run.alike(evaluation.logits(subnet, run.images()));
        Verification usual = Verification.compare(reference, run.answers(), classes);
        if (usual.passes()) {
            return usual;
        }
        Subnet nudged = new Subnet(subnet.network(), subnet.weights().nudged(0));
        float[] moved = run.alike(evaluation.logits(nudged, run.images()));
        return new RoundingSensitivity(reference, moved, classes).compare(run.answers());
    }

    private static ImageSet noise(Supernet supernet, int resolution) {
        return supernet.manifest().preprocessing().noise(NOISE_IMAGES, resolution, 0);
    }
}
