package dev.specialize.cli;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.ProfileName;
import dev.specialize.devices.ProfilingCommand;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.latency.LatencyComparison;
import dev.specialize.latency.ProfileCheck;
import dev.specialize.latency.ProfileCheckResult;
import dev.specialize.latency.ProfilePlan;
import dev.specialize.space.SearchSpace;
import dev.specialize.transport.BookedDevice;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a profile still tells the truth. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Times a few networks on the live device and says whether its profile still holds; or compares a"
                + " profile with networks that somebody else timed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specialize devices check local",
            "  specialize devices check v100 --space mbv3 --measurements latency.csv --column v100_64 --rows 2501-3000"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the profile holds",
            "4:device unreachable or measurement unstable",
            "5:the profile does not hold"
        })
final class DevicesCheckCommand implements Callable<Integer> {
    private static final ProfilePlan PLAN = ProfilePlan.QUICK.withPatience(Duration.ofMinutes(1));

    private static final int LEAST_NETS = 2;
    private static final int MOST_NETS = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the device.")
    private String name;

    @Mixin
    private SpaceChoice space;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Check this profile instead of the one that is kept.")
    private Path profile;

    @Option(
            names = "--nets",
            paramLabel = "N",
            defaultValue = "12",
            description = "Random networks to time (default: ${DEFAULT-VALUE}).")
    private int nets;

    @ArgGroup(exclusive = false)
    private Measurements measurements;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Draw predictions against measurements, with their intervals, as SVG.")
    private Path plot;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** Networks that somebody else timed. */
    private static final class Measurements {
        @Option(
                names = "--measurements",
                paramLabel = "FILE",
                required = true,
                description = "CSV of networks and their times, as import latencies reads it.")
        private Path file;

        @Option(names = "--column", paramLabel = "NAME", required = true, description = "Column of the times.")
        private String column;

        @Option(names = "--rows", paramLabel = "N-M", description = "Only these rows (default: all).")
        private String rows;

        @Option(names = "--unit", paramLabel = "ms|us|s", description = "Unit of the times (default: ms, checked).")
        private String unit;

        private LatencyColumn named() {
            return new LatencyColumn(file, column, rows, unit);
        }
    }

    @Override
    public Integer call() {
        if (nets < LEAST_NETS || nets > MOST_NETS) {
            throw new ParameterException(
                    spec.commandLine(), "--nets must be from " + LEAST_NETS + " to " + MOST_NETS + ", got " + nets);
        }
        if (plot != null) {
            OutputFolder.requireWritableFile(plot);
        }
        Home home = Home.here();
        SearchSpace found = space.find(home, spec);
        DeviceProfile checked = profile(new KnownDevices(home, found));
        return measurements == null ? live(home, found, checked) : compared(found, checked);
    }

    private DeviceProfile profile(KnownDevices devices) {
        if (profile == null) {
            return devices.find(name);
        }
        DeviceProfile read = DeviceProfile.read(profile);
        ProfileName found = ProfileName.of(read);
        if (!found.toString().equals(name)) {
            throw new InvalidFileException(profile, "is the profile of '" + found + "', not of '" + name + "'");
        }
        return read;
    }

    private int live(Home home, SearchSpace found, DeviceProfile checked) {
        DeviceMeasurement made = checked.measurement()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "the profile of '" + name + "' is " + checked.provenance()
                                + ", so there is no device that it could be checked on. Maybe give --measurements"));
        BookedDevice device = new DeviceAccess(home).find(name);
        ProfileCheckResult result;
        try (ModelRunner runner = DeviceAccess.open(device, made)) {
            ProfileProgressLine progress =
                    new ProfileProgressLine(new Console(spec.commandLine().getErr()));
            result = new ProfileCheck(found, checked, runner, PLAN, progress).of(nets);
        }
        draw(result.nets());
        print(result, table(result.error()) + verdict(result, ProfilingCommand.of(checked, space.given())));
        return result.holds() ? ExitCode.DONE : ExitCode.VERIFICATION;
    }

    private int compared(SearchSpace found, DeviceProfile checked) {
        Console console = new Console(spec.commandLine().getErr());
        LatencyComparison comparison =
                LatencyComparison.of(checked, measurements.named().read(found, checked.batch(), console::note));
        if (comparison.known() > 0) {
            console.note(comparison.known() + " of the " + comparison.nets().size()
                    + " networks are those that the profile '" + name
                    + "' was fitted to; of others it may be wrong by more. Maybe leave them out by --rows");
        }
        draw(comparison.nets());
        print(comparison, table(comparison.error()));
        return ExitCode.DONE;
    }

    private void draw(List<MeasuredNet> compared) {
        if (plot != null) {
            new PredictionPlot(name + ", " + compared.size() + " networks", compared).write(plot);
        }
    }

    private void print(Object result, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? JsonFile.text(result) : text);
        out.flush();
    }

    private static String table(PredictionError error) {
        return String.format(
                Locale.ROOT,
                "networks  %d%nerror     %.2f %% on average%nwithin    5 %%: %.0f %% of them; 10 %%: %.0f %%; their 95 %%"
                        + " interval: %.0f %%%n",
                error.nets(),
                error.meanAbsolutePercent(),
                error.within5Percent(),
                error.within10Percent(),
                error.withinIntervalPercent());
    }

    static String verdict(ProfileCheckResult result, ProfilingCommand again) {
        return String.format(
                Locale.ROOT,
                "drift     %+.1f %% (\u00b1 %.1f %% is usual); the reference network %+.1f %%%noutside   %d networks of"
                        + " their 95 %% interval, the drift aside%nverdict   %s%n",
                100 * result.drift(),
                100 * result.allowedDrift(),
                100 * result.referenceDrift(),
                result.outside(),
                result.holds()
                        ? "the profile holds"
                        : "the profile does not hold any more. Maybe the device is busy or hot; else make a new one: "
                                + again);
    }
}
