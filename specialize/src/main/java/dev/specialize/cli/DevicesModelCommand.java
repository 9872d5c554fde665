package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.JsonFile;
import dev.specialize.latency.LatencyTables;
import dev.specialize.modelled.FittedNet;
import dev.specialize.modelled.MeasuredTime;
import dev.specialize.modelled.ModelFit;
import dev.specialize.modelled.ModelledDevice;
import dev.specialize.modelled.ModelledDeviceFit;
import dev.specialize.modelled.PublishedNet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Devices that are known only from what others published of them. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Fits a modelled device to published latency tables and to networks whose latency was published.",
        footerHeading = "%nExample:%n",
        footer = {
            "  specialize devices model pixel --table pixel1_proxyless_224.yaml --net pixel1_lat-20ms_top1-71.4_finetune-25 \\",
            "      --net pixel1_lat-40ms_top1-74.9_finetune-25 --net 58ms=58/net.config --output pixel.json",
            "",
            "A network is the folder of a published net.config and run.config; its measured time is in the folder's name,",
            "or stands before it."
        })
final class DevicesModelCommand implements Callable<Integer> {
    private static final Pattern TIME_AND_PLACE = Pattern.compile("([0-9][0-9.]*[a-z]+)=(.+)");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name of the device.")
    private String name;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Published tables of its blocks (YAML, in ms).")
    private List<Path> tables;

    @Option(
            names = "--net",
            paramLabel = "[TIME=]FOLDER",
            arity = "1..*",
            required = true,
            description = "Published networks, three or more, such as 20ms=FOLDER.")
    private List<String> nets;

    @Option(
            names = "--hardware",
            paramLabel = "TEXT",
            description = "What the times are of, in words (default: the name).")
    private String hardware;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that computed one image (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "File for the modelled device.")
    private Path output;

    @Option(names = "--json", description = "Print the modelled device instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        DeviceProfile.requireName(name);
        OutputFolder.requireWritableFile(output);
        ModelledDeviceFit fit = new ModelledDeviceFit(
                LatencyTables.read(tables),
                nets.stream().map(DevicesModelCommand::net).toList());
        ModelledDevice device = fit.device(name, hardware == null ? name : hardware, threads);
        device.write(output);
        spec.commandLine().getOut().print(json ? JsonFile.text(device) : text(device.fit()));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private static PublishedNet net(String argument) {
        Matcher matcher = TIME_AND_PLACE.matcher(argument);
        return matcher.matches()
                ? PublishedNet.read(Path.of(matcher.group(2)), MeasuredTime.parse(matcher.group(1)))
                : PublishedNet.read(Path.of(argument));
    }

    private String text(ModelFit fit) {
        String rows = fit.nets().stream().map(DevicesModelCommand::row).collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "%-44s %10s %10s %10s %8s%n%s%n"
                        + "%d table entries, %.1f %% off on average; networks held out at most %.1f %%; expected error %.1f %%%n"
                        + "%s%n",
                "network",
                "measured",
                "fitted",
                "held out",
                "off",
                rows,
                fit.tableEntries(),
                fit.meanEntryErrorPercent(),
                fit.worstHeldOutPercent(),
                fit.expectedErrorPercent(),
                output);
    }

    private static String row(FittedNet net) {
        return String.format(
                Locale.ROOT,
                "%-44s %7.4g ms %7.4g ms %7.4g ms %+6.1f %%%n",
                net.name(),
                net.measuredNanos() / 1e6,
                net.fittedNanos() / 1e6,
                net.heldOutNanos() / 1e6,
                net.heldOutErrorPercent());
    }
}
