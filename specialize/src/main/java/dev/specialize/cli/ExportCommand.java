package dev.specialize.cli;

import dev.specialize.export.AccuracyLoss;
import dev.specialize.export.ModelPrecision;
import dev.specialize.export.Verification;
import dev.specialize.export.VerificationException;
import dev.specialize.files.AtomicFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.files.Sha256;
import dev.specialize.images.ImageSet;
import dev.specialize.onnx.BatchSize;
import dev.specialize.platform.NumberFormat;
import dev.specialize.platform.Platform;
import dev.specialize.quantization.QuantizationRecord;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.ArchitectureFile;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.specialization.Statistics;
import dev.specialize.specialization.VerificationInputs;
import dev.specialize.specialization.VerifiedModel;
import dev.specialize.supernet.Supernet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Exports a subnet that the user chose. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Slices a subnet out of a supernet, recalibrates it on the supernet's images and exports it as a"
                + " verified ONNX model. Its resolution may be any.",
        footerHeading = "%nExample:%n",
        footer = {
            "  specialize export --architecture build/model/architecture.json --output build/again.onnx",
            "  specialize export --list"
        })
final class ExportCommand implements Callable<Integer> {
    /** More at once help nobody, and the verification holds a batch in memory. */
    private static final int MOST_IMAGES = 1024;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SupernetOption supernet;

    @Mixin
    private PlatformOption platform;

    @ArgGroup(multiplicity = "1")
    private Wanted wanted;

    @Option(names = "--batch", paramLabel = "N", description = "Images that the model takes at once (default: 1).")
    private Integer batch;

    @Option(names = "--dynamic-batch", description = "Leave the number of images open.")
    private boolean dynamicBatch;

    @Mixin
    private PrecisionOptions precision;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** What is printed of it. */
    private record Exported(
            String model,
            String architecture,
            String batch,
            long modelBytes,
            String sha256,
            ModelPrecision precision,
            Optional<QuantizationRecord> quantization,
            Statistics statistics,
            Optional<Double> accuracy,
            int validationImages,
            VerificationInputs verifiedOn,
            Verification verification,
            Optional<AccuracyLoss> loss) {
        static Exported of(Path file, Architecture architecture, VerifiedModel model, Supernet net) {
            return new Exported(
                    file.toString(),
                    architecture.toString(),
                    model.batch().toString(),
                    model.onnx().length,
                    Sha256.of(model.onnx()),
                    model.precision(),
                    model.quantization(),
                    model.statistics(),
                    model.accuracy(),
                    net.validation().map(ImageSet::count).orElse(0),
                    model.inputs(),
                    model.verification(),
                    model.loss());
        }

        String text() {
            return String.format(
                            Locale.ROOT,
                            "model     %s%nsubnet    %s%naccuracy  %s%nverified  %slogits differ by %.1e of their scale on %,d %s%n",
                            model,
                            architecture,
                            accuracy.map(this::right).orElse("not measured: the supernet has no validation images"),
                            PrecisionSummary.ofFloats(precision),
                            verification.relativeDifference(),
                            verification.images(),
                            verifiedOn == VerificationInputs.NOISE ? "random inputs" : "images")
                    + new PrecisionSummary(precision, loss, quantization).text();
        }

        private String right(double share) {
            return String.format(Locale.ROOT, "%.1f %% on %,d validation images", 100 * share, validationImages);
        }
    }

    /** A list, or a model. */
    private static final class Wanted {
        @Option(names = "--list", required = true, description = "List the platforms, and what each takes.")
        private boolean list;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private Model model;
    }

    /** What to export, and where to. */
    private static final class Model {
        @Option(
                names = "--architecture",
                paramLabel = "FILE",
                required = true,
                description =
                        "An architecture.json, or the reference encoding {\"ks\":[..],\"e\":[..],\"d\":[..],\"r\":[..]}.")
        private Path architecture;

        @Option(names = "--output", paramLabel = "FILE", required = true, description = "The ONNX file to write.")
        private Path output;
    }

    @Override
    public Integer call() {
        if (wanted.list) {
            List<Platform> platforms = Platform.all();
            spec.commandLine().getOut().print(json ? JsonFile.text(platforms) : new PlatformList(platforms).text());
            spec.commandLine().getOut().flush();
            return ExitCode.DONE;
        }
        return export(wanted.model.architecture, wanted.model.output);
    }

    private int export(Path architecture, Path output) {
        BatchSize images = batchSize();
        precision.requireConsistent(spec.commandLine());
        platform.platform().require(images);
        platform.platform()
                .require(NumberFormat.valueOf(
                        precision.precision(spec.commandLine()).name()));
        Supernet net = supernet.read(Home.here());
        Architecture chosen = ArchitectureFile.read(architecture, net.space());
        if (Files.isDirectory(output)) {
            throw new InvalidFileException(output, "is a folder. Maybe name a file in it, such as model.onnx");
        }
        OutputFolder.requireWritable(output.toAbsolutePath().getParent());
        Console console = new Console(spec.commandLine().getErr());
        if (!net.space().resolutions().contains(chosen.resolution())) {
            console.note(chosen.resolution() + " px is none of the supernet's resolutions; exported as asked");
        }
        label(net).requireKeptAmong(net.including(chosen.resolution()).space().lower(chosen));
        VerifiedModel model = verified(net, chosen, images, output);
        AtomicFile.write(output, model.onnx());
        if (model.statistics() == Statistics.SLICED) {
            console.note(Statistics.NOT_RECALIBRATED);
        }
        Exported exported = Exported.of(output, chosen, model, net);
        spec.commandLine().getOut().print(json ? JsonFile.text(exported) : exported.text());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    /** A failed verdict leaves no model at that place, a former one neither. */
    private VerifiedModel verified(Supernet net, Architecture chosen, BatchSize images, Path output) {
        try {
            return VerifiedModel.of(net, chosen, images, label(net));
        } catch (VerificationException e) {
            OutputFolder.delete(output);
            throw e;
        }
    }

    private ModelLabel label(Supernet net) {
        return platform.label(net.manifest())
                .in(precision.precision(spec.commandLine()))
                .quantizedBy(precision.quantization());
    }

    private BatchSize batchSize() {
        if (batch != null && dynamicBatch) {
            throw new ParameterException(spec.commandLine(), "--batch and --dynamic-batch exclude each other");
        }
        if (batch != null && (batch < 1 || batch > MOST_IMAGES)) {
            throw new ParameterException(spec.commandLine(), "--batch must be 1 to " + MOST_IMAGES + ", got " + batch);
        }
        if (dynamicBatch) {
            return BatchSize.DYNAMIC;
        }
        return batch == null ? BatchSize.ONE : BatchSize.of(batch);
    }
}
