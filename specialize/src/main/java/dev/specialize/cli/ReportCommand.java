package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.report.Report;
import dev.specialize.report.ReportData;
import dev.specialize.report.ReportSources;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The report of a model, made again. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Makes the report of a model again, from its manifest and from what of its supernet and its device's"
                        + " profile is still there.",
        footerHeading = "%nExample:%n",
        footer = {"  specialize report build/model"})
final class ReportCommand implements Callable<Integer> {
    private static final String NO_PROFILE =
            "The device's profile was not found. Maybe say where it is: --profile FILE";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "Folder of a model and its manifest.json; takes report.html.")
    private Path run;

    @Option(
            names = "--supernet",
            paramLabel = "DIR",
            description = "Where the supernet is (default: where the manifest says it was).")
    private String supernet;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "The device's profile (default: where the manifest says it was, else the one that is kept).")
    private Path profile;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** What is printed: where the report is, and what it has to do without, in sentences. */
    private record Made(String report, List<String> missing) {}

    @Override
    public Integer call() {
        SpecializationManifest manifest = SpecializationManifest.read(run.resolve(Specialization.MANIFEST));
        OutputFolder.requireWritable(run);
        Home home = Home.here();
        ReportData data = ReportData.of(withProfile(home, withSupernet(home, ReportSources.of(manifest))));
        Report.of(data).write(run);
        Console console = new Console(spec.commandLine().getErr());
        data.missing().forEach(console::note);
        Path report = run.resolve(Specialization.REPORT);
        spec.commandLine()
                .getOut()
                .print(
                        json
                                ? JsonFile.text(new Made(report.toString(), data.missing()))
                                : String.format("%s%n", report));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private ReportSources withSupernet(Home home, ReportSources sources) {
        if (supernet != null) {
            return sources.withSupernet(home.supernet(supernet));
        }
        try {
            return sources.withSupernet(home.supernet(new RecordedInputs(sources.manifest()).supernet()));
        } catch (InvalidFileException e) {
            return sources.without("The supernet was not found. Maybe say where it is: --supernet DIR");
        }
    }

    private ReportSources withProfile(Home home, ReportSources sources) {
        if (profile != null) {
            return sources.withProfile(DeviceProfile.read(profile));
        }
        try {
            return new RecordedInputs(sources.manifest())
                    .profile()
                    .map(file -> sources.withProfile(DeviceProfile.read(file)))
                    .orElseGet(() -> withKeptProfile(home, sources));
        } catch (InvalidFileException e) {
            return sources.without(NO_PROFILE);
        }
    }

    private static ReportSources withKeptProfile(KnownDevices devices, String name, ReportSources sources) {
        return devices.knows(name) ? sources.withProfile(devices.find(name)) : sources.without(NO_PROFILE);
    }

    private static ReportSources withKeptProfile(Home home, ReportSources sources) {
        String name = new RecordedInputs(sources.manifest()).profileName();
        return sources.space()
                .map(space -> withKeptProfile(new KnownDevices(home, space), name, sources))
                .orElseGet(() -> sources.without("The device's profile is found by its space, or by: --profile FILE"));
    }
}
