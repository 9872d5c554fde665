package dev.specialize.cli;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.InfeasibleException;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchSettings;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.Limits;
import dev.specialize.specialization.Request;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.Specializer;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.specialization.Versions;
import dev.specialize.supernet.Supernet;
import dev.specialize.transport.BookedDevice;
import dev.specialize.transport.DeviceAddress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job: the most accurate model that keeps a latency budget on a device. */
@Command(
        name = "specialize",
        mixinStandardHelpOptions = true,
        versionProvider = SpecializeCommand.Version.class,
        subcommands = {
            ProfileCommand.class,
            ExportCommand.class,
            DevicesCommand.class,
            SearchCommand.class,
            FrontCommand.class,
            PredictCommand.class,
            CompletionCommand.class
        },
        description = "Finds the most accurate subnet of a supernet within a latency budget on a device,"
                + " and exports it as a verified ONNX model.",
        footerHeading = "%nExample:%n",
        footer = {"  specialize --device local --latency 1ms --output build/model"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a bug",
            "2:usage: a wrong option, or a file that cannot be read or written",
            "3:no subnet fits",
            "4:device unreachable or measurement unstable",
            "5:verification failed",
            "130:interrupted, resumable"
        })
final class SpecializeCommand implements Callable<Integer> {
    /** The sign in budgets such as 150 µs, which not every file system and shell takes well in a name. */
    private static final String MICRO = "\u00b5";

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private final Asked asked = new Asked();

    @Mixin
    private SupernetOption supernet;

    @Mixin
    private RankOption rank;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private PromiseOptions promise;

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the search (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--evaluate",
            paramLabel = "N",
            description =
                    "Evaluate N of the best subnets on half of the supernet's validation images while searching, and"
                            + " let the predictor learn from them; the other half tells how good the answer is (default: 12 if that"
                            + " tells more than the predictor knows, else 0).")
    private Integer evaluate;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Takes model.onnx, architecture.json and manifest.json; several budgets get a folder each"
                    + " below it (default: a folder in the user's data).")
    private Path output;

    @Option(names = "--json", description = "Print the manifest instead of a summary.")
    private boolean json;

    /** What makes this command a job and not a request for help. */
    private static final class Asked {
        @Option(names = "--device", paramLabel = "NAME", description = "Device to be fast on; local is this machine.")
        private String device = "";

        @Option(
                names = "--profile",
                paramLabel = "FILE",
                description = "Take the device's latency from this profile, and measure nothing.")
        private Path profile;

        @Option(
                names = "--latency",
                paramLabel = "BUDGET",
                description = "Budget of one inference, such as 30ms; several: 20ms,30ms.")
        private String latency = "";
    }

    /** The version in the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"specialize " + Versions.ours()};
        }
    }

    @Override
    public Integer call() {
        if (asked.latency.isEmpty() || (asked.device.isEmpty() && asked.profile == null)) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to do: give --latency, and --device or --profile");
        }
        List<LatencyBudget> budgets = LatencyBudget.parseList(asked.latency);
        Limits others = limits.limits();
        LatencyPromise promised = promise.promise();
        Home home = Home.here();
        Console console = new Console(spec.commandLine().getErr());
        Supernet net = supernet.read(home);
        // before a profile is measured, which takes a minute
        PredictorModel predictor = rank.read(net.folder(), net.space());
        if (output != null) {
            OutputFolder.requireCreatable(output);
        }
        List<Request> requests = budgets.stream()
                .map(budget -> new Request(others.withLatency(budget), SearchSettings.ofSeed(seed)))
                .map(request -> evaluate == null ? request : request.withEvaluations(evaluate))
                .toList();
        requests.forEach(request -> request.requireImages(net));
        try (TargetDevice device = device(home, net, console)) {
            Specializer specializer = new Specializer(net, predictor, device, promised, console::note);
            return specialize(specializer, requests, folders(home, net, device, budgets), console);
        }
    }

    private int specialize(Specializer specializer, List<Request> requests, List<Path> folders, Console console) {
        OutputFolder.requireWritable(folders);
        List<SpecializationManifest> manifests = new ArrayList<>();
        int code = ExitCode.DONE;
        for (int i = 0; i < requests.size(); i++) {
            try {
                Specialization result = specializer.specialize(requests.get(i));
                result.write(folders.get(i));
                manifests.add(result.manifest());
                show(result.manifest(), folders.get(i));
            } catch (InfeasibleException e) {
                // the other budgets may still be met
                console.problem(e);
                code = ExitCode.INFEASIBLE;
            }
        }
        if (json) {
            out().print(JsonFile.text(requests.size() == 1 && !manifests.isEmpty() ? manifests.get(0) : manifests));
            out().flush();
        }
        return code;
    }

    private TargetDevice device(Home home, Supernet net, Console console) {
        if (asked.profile != null) {
            DeviceProfile profile = DeviceProfile.read(asked.profile);
            if (!asked.device.isEmpty() && !asked.device.equals(profile.name())) {
                throw new InvalidFileException(
                        asked.profile,
                        "is the profile of '" + profile.name() + "', not of '" + asked.device
                                + "'. Maybe leave out --device");
            }
            return TargetDevice.unreached(profile);
        }
        KnownDevices devices = new KnownDevices(home, net.space());
        if (asked.device.equals(DeviceAddress.LOCAL) && !devices.keeps(DeviceAddress.LOCAL)) {
            console.note("this machine has no profile for " + net.space().name() + " yet; making one, on one thread");
            ProfileCommand.profileLocal(devices, net.space(), console);
        }
        DeviceProfile profile = devices.find(asked.device);
        Optional<BookedDevice> reached = new DeviceAccess(home).named(asked.device);
        if (reached.isEmpty() || profile.measurement().isEmpty()) {
            return TargetDevice.unreached(profile);
        }
        try {
            ModelRunner runner =
                    DeviceAccess.open(reached.get(), profile.measurement().get());
            return TargetDevice.reached(profile, runner);
        } catch (ConnectionLostException e) {
            console.note(e.getMessage() + " What is found rests on the profile and is not measured.");
            return TargetDevice.unreached(profile);
        }
    }

    private List<Path> folders(Home home, Supernet net, TargetDevice device, List<LatencyBudget> budgets) {
        if (output != null && budgets.size() == 1) {
            return List.of(output);
        }
        Path parent = output != null
                ? output
                : home.models()
                        .resolve(net.manifest().name() + "-" + device.profile().name());
        return budgets.stream()
                .map(b -> parent.resolve(b.toString().replace(" ", "").replace(MICRO, "u")))
                .toList();
    }

    private void show(SpecializationManifest manifest, Path folder) {
        if (!json) {
            out().print(new Summary(manifest, folder.resolve(Specialization.MODEL)).text());
            out().flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
