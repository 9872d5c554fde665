package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.specialization.HashComparison;
import dev.specialize.specialization.ModelFolder;
import dev.specialize.specialization.Reproduction;
import dev.specialize.specialization.ReproductionReport;
import dev.specialize.specialization.ReproductionVerdict;
import dev.specialize.specialization.RunTarget;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.VersionChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A model made again, and compared. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description =
                "Makes a model again from its manifest and its supernet, without the device, and compares the bytes."
                        + " Ends with 2 if an input has changed, with 5 if the bytes differ.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specialize reproduce build/model",
            "  specialize reproduce build/model --supernet build/my-supernet --search --output build/again"
        })
final class ReproduceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "A model's folder, or the manifest.json in it.")
    private Path path;

    @Option(
            names = "--supernet",
            paramLabel = "DIR",
            description = "Where the supernet is (default: where the manifest says it was).")
    private String supernet;

    @Option(
            names = "--search",
            description = "Repeat the search for the architecture too, which takes the device's profile; for models of"
                    + " which nothing was measured on the device.")
    private boolean search;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "With --search: that profile (default: where the manifest says it was, else the one that is"
                    + " kept).")
    private Path profile;

    @Option(names = "--output", paramLabel = "DIR", description = "Takes the files, if they are the same.")
    private Path output;

    @Option(names = "--json", description = "Print what was compared as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (profile != null && !search) {
            throw new ParameterException(spec.commandLine(), "--profile is for --search: without it none is needed");
        }
        Path file = Files.isDirectory(path) ? path.resolve(Specialization.MANIFEST) : path;
        SpecializationManifest manifest = SpecializationManifest.read(file);
        Home home = Home.here();
        Path net = supernet(file, home, manifest);
        Reproduction plain = Reproduction.of(file, manifest, net);
        Reproduction reproduction = search ? plain.searching(profile(home, net, manifest)) : plain;
        if (output != null) {
            ModelFolder.of(output).requireFreeFor(RunTarget.of(manifest));
            OutputFolder.requireCreatable(output);
        }
        Console console = new Console(spec.commandLine().getErr());
        return Heartbeat.during(() -> reproduced(file, reproduction, console), console);
    }

    private int reproduced(Path file, Reproduction reproduction, Console console) {
        ReproductionReport report =
                output == null ? reproduction.run(console::note) : reproduction.writing(output, console::note);
        print(report);
        return verdict(file, report, console);
    }

    private Path supernet(Path file, Home home, SpecializationManifest manifest) {
        String found = Optional.ofNullable(supernet).orElseGet(() -> new RecordedInputs(manifest).supernet());
        try {
            return home.supernet(found);
        } catch (InvalidFileException e) {
            if (supernet != null) {
                throw e;
            }
            throw new InvalidFileException(
                    file,
                    "is of a model of the supernet " + found + ". Maybe say where that is now: --supernet DIR",
                    e);
        }
    }

    private DeviceProfile profile(Home home, Path net, SpecializationManifest manifest) {
        RecordedInputs recorded = new RecordedInputs(manifest);
        return Optional.ofNullable(profile)
                .or(recorded::profile)
                .map(DeviceProfile::read)
                .orElseGet(() -> new KnownDevices(home, home.space(net)).find(recorded.profileName()));
    }

    private int verdict(Path file, ReproductionReport report, Console console) {
        if (report.verdict() == ReproductionVerdict.INPUTS_CHANGED) {
            console.problem(file + ": other inputs than then: " + listed(report.changedInputs())
                    + ". Maybe give the former ones back, or make the model anew");
            return ExitCode.USAGE;
        }
        if (report.verdict() == ReproductionVerdict.OUTPUTS_DIFFER) {
            console.problem(file + ": the same inputs gave other bytes: " + listed(report.differingOutputs())
                    + cause(report.versions()));
            return ExitCode.VERIFICATION;
        }
        return ExitCode.DONE;
    }

    private static String cause(List<VersionChange> versions) {
        return versions.isEmpty()
                ? ", by the same versions of everything. Maybe report it"
                : ". Maybe it is for what differs: " + text(versions);
    }

    private static String listed(List<HashComparison> files) {
        return files.stream().map(HashComparison::toString).collect(Collectors.joining(", "));
    }

    private static String text(List<VersionChange> versions) {
        return versions.stream().map(VersionChange::toString).collect(Collectors.joining("; "));
    }

    private void print(ReproductionReport report) {
        if (json) {
            spec.commandLine().getOut().print(JsonFile.text(report));
        } else if (report.verdict() != ReproductionVerdict.INPUTS_CHANGED) {
            spec.commandLine().getOut().print(text(report));
        }
        spec.commandLine().getOut().flush();
    }

    private static String text(ReproductionReport report) {
        String outputs = report.outputs().stream()
                .map(output ->
                        line(output.name(), output.same() ? "the same bytes, " + output.recorded() : "other bytes"))
                .collect(Collectors.joining());
        String versions = report.versions().isEmpty() ? "the same" : text(report.versions());
        return line("inputs", "the same, " + report.inputs().size() + " files") + outputs + line("versions", versions);
    }

    private static String line(String name, String value) {
        return String.format("%-17s %s%n", name, value);
    }
}
