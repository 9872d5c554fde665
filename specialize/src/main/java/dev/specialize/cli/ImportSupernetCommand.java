package dev.specialize.cli;

import dev.specialize.files.JsonFile;
import dev.specialize.images.ImageSet;
import dev.specialize.specialization.ImportPlan;
import dev.specialize.specialization.SupernetImport;
import dev.specialize.supernet.Supernet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A checkpoint becomes a supernet. */
@Command(
        name = "supernet",
        mixinStandardHelpOptions = true,
        description =
                "Makes a supernet out of a PyTorch checkpoint of the Once-for-All code (mbv3, proxyless or resnet50);"
                        + " its space is what its tensors prove. No code in the file is run.",
        footerHeading = "%nExample:%n",
        footer = {
            "  specialize import supernet ofa_mbv3.pth --out build/mbv3 --images imagenet",
            "",
            "imagenet holds train/<class>/* and, to measure accuracy, val/<class>/*. At most 2,000 and",
            "5,000 images are kept, and 320 MB of each. Without images subnets cannot be recalibrated."
        })
final class ImportSupernetCommand implements Callable<Integer> {
    private final Interruption interruption;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The checkpoint, such as ofa_mbv3_d234_e346_k357_w1.2.pth.")
    private Path checkpoint;

    @Option(
            names = {"--out", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "New folder for the supernet.")
    private Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the supernet (default: that of its folder).")
    private String name;

    @Option(names = "--images", paramLabel = "DIR", description = "Folder of images to recalibrate and to check on.")
    private Path images;

    @Option(
            names = "--resolutions",
            paramLabel = "R",
            split = ",",
            description =
                    "Resolutions to search among, such as 160,192,224 (default: those of the published supernet).")
    private List<Integer> resolutions = List.of();

    @Option(names = "--json", description = "Print the supernet's manifest instead of a summary.")
    private boolean json;

    ImportSupernetCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine().getErr());
        ImportPlan plan = new ImportPlan(checkpoint, name(), resolutions, Optional.ofNullable(images), out);
        OutputFolder.requireCreatable(out);
        Optional<Supernet> supernet = new SupernetImport(plan, console::note).make(this::stopped);
        if (supernet.isEmpty()) {
            return Problem.stopped("stopped; nothing was imported", spec.commandLine());
        }
        if (supernet.get().calibration().isEmpty()) {
            console.note(
                    "no images: subnets will keep the statistics that are sliced out of the supernet's, and with them may"
                            + " be right no more often than by chance (0 % is possible). Maybe import again with --images");
        }
        spec.commandLine().getOut().print(json ? JsonFile.text(supernet.get().manifest()) : summary(supernet.get()));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    /** Asked first before the first file is written: up to then, the process may end at any time. */
    private boolean stopped() {
        interruption.heeded();
        return interruption.getAsBoolean();
    }

    private String name() {
        return Optional.ofNullable(name).orElseGet(() -> OutputFolder.supernetName(out));
    }

    private static String summary(Supernet supernet) {
        return String.format(
                Locale.ROOT,
                "supernet      %s%nspace         %s, %d classes, %d to %d px%ncalibration   %s%nvalidation    %s%n",
                supernet.folder(),
                supernet.space().name(),
                supernet.space().classes(),
                supernet.space().resolutions().get(0),
                supernet.space().maxResolution(),
                supernet.calibration().map(ImageSet::toString).orElse("none"),
                supernet.validation().map(ImageSet::toString).orElse("none"));
    }
}
