package dev.specialize.cli;

import dev.specialize.cluster.Workers;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.JsonFile;
import dev.specialize.fleet.Fleet;
import dev.specialize.fleet.FleetFile;
import dev.specialize.fleet.FleetFolder;
import dev.specialize.fleet.FleetJob;
import dev.specialize.fleet.FleetManifest;
import dev.specialize.fleet.FleetSettings;
import dev.specialize.fleet.State;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.SearchSettings;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.SupernetPredictor;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.supernet.Supernet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Models for many devices and budgets at once. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        description =
                "Makes the models of a fleet: for each device and budget in a file the most accurate one, or a few"
                        + " that serve all of them best.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specialize fleet fleet.json --output build/fleet",
            "  specialize fleet fleet.json --models 3 --output build/three",
            "",
            "fleet.json: {\"format\": \"fleet/1\", \"supernet\": \"fashion-mnist\", \"devices\": [",
            "  {\"device\": \"pixel\", \"budgets\": [{\"latency\": \"400us\", \"weight\": 3}, {\"latency\": \"1ms\", \"weight\": 1}]}]}",
            "A device is a name that specialize devices list knows, or the .json file of a profile. Entries that get no",
            "model do not keep others from theirs; the exit code is the highest of: 3 if nothing meets a budget or a",
            "device is unknown, 4 if a device failed while it was measured, 5 if a verification failed."
        })
final class FleetCommand implements Callable<Integer> {
    /** The worst that came of an entry is what the command ends with. */
    private static final Map<State, Integer> CODES = Map.of(
            State.NO_MODEL,
            ExitCode.INFEASIBLE,
            State.DEVICE_FAILED,
            ExitCode.DEVICE,
            State.VERIFICATION_FAILED,
            ExitCode.VERIFICATION,
            State.INTERRUPTED,
            ExitCode.INTERRUPTED);

    private static final int USUAL_EVALUATIONS = 500;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FLEET", description = "File with the supernet, devices, budgets and weights.")
    private Path file;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "Takes a folder for each entry, and fleet-manifest.json (default: a folder in the user's data).")
    private Path output;

    @Option(
            names = "--models",
            paramLabel = "K",
            description = "Make no more than K models, those that lose least accuracy over the whole traffic"
                    + " (default: each entry gets its best).")
    private Integer models;

    @Option(
            names = "--measure",
            description =
                    "Measure devices that can be reached, as without a fleet, instead of predicting from profiles.")
    private boolean measure;

    @Mixin
    private PromiseOptions promise;

    @Option(
            names = "--evaluate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Evaluate the N most promising subnets on half of the supernet's validation images, let the"
                    + " predictor learn from them, and choose then (default: ${DEFAULT-VALUE}).")
    private int evaluate;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            defaultValue = "" + USUAL_EVALUATIONS,
            description = "Subnets to predict for each budget (default: ${DEFAULT-VALUE}).")
    private int evaluations;

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the search (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description = "Search and evaluate on Apache Spark, such as local[2] or spark://host:7077; SPECIALIZE_SPARK"
                    + " says where its jars are (default: threads of this process).")
    private String master;

    @Option(names = "--json", description = "Print the fleet's manifest instead of a table.")
    private boolean json;

    private final Interruption interruption;

    FleetCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        requireSense();
        LatencyPromise promised = promise.promise();
        FleetSettings settings = new FleetSettings(
                SearchSettings.ofSeed(seed).withEvaluations(evaluations), Optional.ofNullable(models), evaluate);
        FleetFile asked = FleetFile.read(file);
        Home home = Home.here();
        Console console = new Console(spec.commandLine().getErr());
        Supernet net = Supernet.read(supernet(home, asked));
        PredictorModel predictor = SupernetPredictor.read(net);
        FleetDevices devices = new FleetDevices(home, net, predictor, promised, file);
        Fleet fleet = Fleet.of(asked, devices::read);
        FleetJob job = new FleetJob(fleet, net, predictor, promised, settings, console::note);
        Path folder = output == null ? home.models().resolve(words().after("fleet-" + stem())) : output;
        OutputFolder.requireCreatable(folder);
        Function<DeviceProfile, TargetDevice> reach =
                measure ? profile -> devices.reached(profile, console) : TargetDevice::unreached;
        try (Workers workers = workers()) {
            FleetFolder claimed = FleetFolder.claimed(folder, net.manifest().name(), asked, fleet.entries());
            interruption.heeded();
            return told(job.deliver(claimed, workers, reach, interruption), folder, console);
        }
    }

    private void requireSense() {
        if (models != null && measure) {
            throw new ParameterException(
                    spec.commandLine(), "--models chooses by predictions, --measure finds a model of each entry's own");
        }
        if (measure && evaluate > 0 && master != null) {
            throw new ParameterException(spec.commandLine(), "--measure evaluates on this machine, not on --master");
        }
        if (evaluations < 1) {
            throw new ParameterException(spec.commandLine(), "--evaluations must be at least 1, got " + evaluations);
        }
    }

    private Path supernet(Home home, FleetFile asked) {
        Path beside = file.toAbsolutePath().resolveSibling(asked.supernet());
        boolean isFolder = !asked.supernet().isEmpty() && Files.isDirectory(beside);
        return isFolder ? beside : home.supernet(asked.supernet());
    }

    private String stem() {
        String name = file.toAbsolutePath().getFileName().toString();
        return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
    }

    private FolderWords words() {
        FolderWords words = new FolderWords();
        if (models != null) {
            words.add("models-" + models);
        }
        if (measure) {
            words.add("measure");
        }
        promise.tell(words);
        words.addUnlessUsual("evaluate", evaluate, 0);
        words.addUnlessUsual("evaluations", evaluations, USUAL_EVALUATIONS);
        words.addUnlessUsual("seed", seed, 0L);
        return words;
    }

    private Workers workers() {
        return master == null ? Workers.threads(Runtime.getRuntime().availableProcessors()) : Workers.spark(master);
    }

    private int told(FleetManifest manifest, Path folder, Console console) {
        manifest.entries().stream()
                .filter(entry -> entry.state() != State.INTERRUPTED)
                .flatMap(entry -> entry.problem().stream())
                .distinct()
                .forEach(console::problem);
        spec.commandLine().getOut().print(json ? JsonFile.text(manifest) : new FleetSummary(manifest, folder).text());
        spec.commandLine().getOut().flush();
        return manifest.entries().stream()
                .map(FleetManifest.Entry::state)
                .mapToInt(state -> CODES.getOrDefault(state, ExitCode.DONE))
                .max()
                .orElse(ExitCode.DONE);
    }
}
