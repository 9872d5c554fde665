package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.latency.Interpolation;
import dev.specialize.latency.LatencyTables;
import dev.specialize.latency.LatencyUnit;
import dev.specialize.latency.TableCoverage;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Latency tables that others published. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        description = "Makes a device profile of published latency tables (YAML), a file for each resolution.",
        footerHeading = "%nExample:%n",
        footer = {"  specialize import table note10/*.yaml --name note10"})
final class ImportTableCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Tables of one device.")
    private List<Path> files;

    @Mixin
    private ImportedProfile imported;

    @Mixin
    private SpaceOption space;

    @Option(
            names = "--supernet",
            paramLabel = "DIR",
            description = "Make it for this supernet's space (default: the built-in space that the tables prove).")
    private String supernet;

    @Option(names = "--unit", paramLabel = "ms|us|s", description = "Unit of the times (default: ms, checked).")
    private String unit;

    @Option(
            names = "--interpolate",
            description = "Estimate what the tables lack, also resolutions between theirs, and mark it as estimated.")
    private boolean interpolate;

    @Option(
            names = "--space-output",
            paramLabel = "FILE",
            description = "Write the space that the profile is for, as --space of other commands reads it.")
    private Path spaceOutput;

    @Override
    public Integer call() {
        Optional<SearchSpace> chosen = space.findUnless(supernet, spec);
        String name = imported.name();
        LatencyTables tables =
                unit == null ? LatencyTables.read(files) : LatencyTables.read(files, LatencyUnit.parse(unit));
        Home home = Home.here();
        SearchSpace found = ofSupernet(home).or(() -> chosen).orElseGet(tables::inferSpace);
        Path file = imported.file(new KnownDevices(home, found));
        Console console = new Console(spec.commandLine().getErr());
        List<TableCoverage> coverage = tables.coverage(found);
        coverage.forEach(c -> console.note(described(c)));
        if (coverage.stream().allMatch(c -> c.found() == 0)) {
            int needed = coverage.stream().mapToInt(TableCoverage::needed).sum();
            throw foreign(tables.inferSpace(), found, needed);
        }
        if (spaceOutput != null) {
            JsonFile.write(spaceOutput, found);
        }
        DeviceProfile profile =
                tables.profile(name, found, interpolate ? Interpolation.BLOCKS_AND_RESOLUTIONS : Interpolation.NONE);
        imported.write(profile, file);
        return ExitCode.DONE;
    }

    private Optional<SearchSpace> ofSupernet(Home home) {
        return Optional.ofNullable(supernet).map(s -> home.space(home.supernet(s)));
    }

    private InvalidFileException foreign(SearchSpace proven, SearchSpace found, int needed) {
        return new InvalidFileException(
                files.get(0),
                "is a table of " + proven.name() + " at width " + proven.widthMultiplier() + ", not of " + found.name()
                        + " at width " + found.widthMultiplier() + ": all " + needed
                        + " entries that it needs are missing");
    }

    private static String described(TableCoverage coverage) {
        return String.format(
                Locale.ROOT,
                "%d px: %d of %d blocks%s",
                coverage.resolution(),
                coverage.found(),
                coverage.needed(),
                coverage.unused() == 0 ? "" : ", " + coverage.unused() + " entries unused");
    }
}
