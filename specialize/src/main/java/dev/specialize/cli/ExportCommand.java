package dev.specialize.cli;

import dev.specialize.export.BatchSize;
import dev.specialize.files.AtomicFile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.ArchitectureFile;
import dev.specialize.specialization.VerifiedModel;
import dev.specialize.supernet.Supernet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports a subnet that the user chose. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Slices a subnet out of a supernet, recalibrates it and exports it as a verified ONNX model.",
        footerHeading = "%nExample:%n",
        footer = {"  specialize export --architecture build/model/architecture.json --output build/again.onnx"})
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SupernetOption supernet;

    @Option(
            names = "--architecture",
            paramLabel = "FILE",
            required = true,
            description =
                    "An architecture.json, or the reference encoding {\"ks\":[..],\"e\":[..],\"d\":[..],\"r\":[..]}.")
    private Path architecture;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The ONNX file to write.")
    private Path output;

    @Option(names = "--dynamic-batch", description = "Leave the number of images open; else it is 1.")
    private boolean dynamicBatch;

    @Override
    public Integer call() {
        Supernet net = supernet.read(Home.here());
        Architecture chosen = ArchitectureFile.read(architecture, net.space());
        if (Files.isDirectory(output)) {
            throw new InvalidFileException(output, "is a folder. Maybe name a file in it, such as model.onnx");
        }
        OutputFolder.requireWritable(output.toAbsolutePath().getParent());
        VerifiedModel model = VerifiedModel.of(net, chosen, dynamicBatch ? BatchSize.DYNAMIC : BatchSize.ONE);
        AtomicFile.write(output, model.onnx());
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "model     %s%nsubnet    %s%naccuracy  %.1f %% on %,d validation images%nverified  logits differ by %.1e"
                                + " of their scale%n",
                        output,
                        chosen,
                        100 * model.accuracy(),
                        net.validation().count(),
                        model.verification().relativeDifference());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
