package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.latency.LatencyImport;
import dev.specialize.latency.MeasuredNetworks;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whole networks that somebody timed with tools of their own. */
@Command(
        name = "latencies",
        mixinStandardHelpOptions = true,
        description = "Makes a device profile of whole networks that were timed elsewhere: a column of a CSV file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specialize import latencies gpus.csv --column v100_64 --batch 64 --space mbv3 --name v100",
            "  specialize import latencies gpus.csv --column v100_64 --batch 64 --space mbv3 --name v100 --from 2080ti"
                    + " --nets 10",
            "",
            "A column named arch, arch_json or architecture holds the networks, as fit reads them: {\"ks\":[..],\"e\":[..],",
            "\"d\":[..],\"r\":224} in quotes, or like 'r224 k3e3.k5e4 ..'. The others hold times."
        })
final class ImportLatenciesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CSV", description = "Measured networks.")
    private Path csv;

    @Option(names = "--column", paramLabel = "NAME", required = true, description = "Column of the device's times.")
    private String column;

    @Option(names = "--unit", paramLabel = "ms|us|s", description = "Unit of the times (default: ms, checked).")
    private String unit;

    @Option(names = "--rows", paramLabel = "N-M", description = "Only these rows, counted from 1 (default: all).")
    private String rows;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Images that one run took (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Mixin
    private ImportedProfile imported;

    @Mixin
    private SpaceChoice space;

    @Option(
            names = "--from",
            paramLabel = "NAME|FILE",
            description = "Start from the profile of a similar device (default: from what the blocks cost).")
    private String from;

    @Option(
            names = "--nets",
            paramLabel = "N",
            description = "Learn from so many of the rows only, those that teach most (default: all).")
    private Integer nets;

    @Override
    public Integer call() {
        String name = imported.name();
        Home home = Home.here();
        SearchSpace found = space.find(home, spec);
        KnownDevices devices = new KnownDevices(home, found);
        Path file = imported.file(devices);
        Console console = new Console(spec.commandLine().getErr());
        MeasuredNetworks measured = new LatencyColumn(csv, column, rows, unit).read(found, batch, console::note);
        int count = nets == null ? measured.nets().size() : nets;
        DeviceProfile profile = base(devices, found).profile(name, measured, count);
        imported.write(profile, file);
        return ExitCode.DONE;
    }

    private LatencyImport base(KnownDevices devices, SearchSpace found) {
        if (from == null) {
            return LatencyImport.of(found);
        }
        DeviceProfile other = devices.read(from);
        return LatencyImport.from(other, other.asSource(), found);
    }
}
