package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.export.ModelPrecision;
import dev.specialize.files.JsonFile;
import dev.specialize.platform.NumberFormat;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.quantization.QuantizationException;
import dev.specialize.report.Report;
import dev.specialize.report.ReportData;
import dev.specialize.report.ReportSources;
import dev.specialize.search.SearchSettings;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.Limits;
import dev.specialize.specialization.ModelFolder;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.specialization.PrecisionTrials;
import dev.specialize.specialization.Request;
import dev.specialize.specialization.RunKey;
import dev.specialize.specialization.RunTarget;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.SpecializationManifest;
import dev.specialize.specialization.Specializer;
import dev.specialize.specialization.SupernetInputs;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.specialization.Versions;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.SupernetManifest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            ReproduceCommand.class,
            ReportCommand.class,
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
    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private final AskedOptions asked = new AskedOptions();

    @Mixin
    private SupernetOption supernet;

    @Mixin
    private RankOption rank;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private PromiseOptions promise;

    @Mixin
    private PlatformOption platform;

    @Mixin
    private PrecisionOptions precision;

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
            description = "Takes model.onnx, architecture.json, manifest.json and report.html; several budgets get a"
                    + " folder each below it (default: a folder in the user's data).")
    private Path output;

    @Option(
            names = "--force",
            description = "Make models that are up to date too, and replace those of other runs in the output folder.")
    private boolean force;

    @Option(names = "--json", description = "Print the manifest instead of a summary.")
    private boolean json;

    /** The version in the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"specialize " + Versions.ours()};
        }
    }

    @Override
    public Integer call() {
        if (!asked.areComplete()) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to do: give --latency, and --device or --profile");
        }
        precision.requireConsistent(spec.commandLine());
        List<Request> requests = requests();
        LatencyPromise promised = promise.promise();
        Home home = Home.here();
        Path folder = supernet.folder(home);
        SupernetInputs net = SupernetInputs.of(folder);
        KnownDevices devices = new KnownDevices(home, home.space(folder));
        List<ModelPrecision> precisions = precisions(devices);
        List<Order> orders = orders(home, net, devices, requests, promised, precisions);
        if (orders.stream().allMatch(order -> order.current().isPresent())) {
            print(orders.stream().map(this::upToDate).toList());
            return ExitCode.DONE;
        }
        Console console = new Console(spec.commandLine().getErr());
        return Heartbeat.during(() -> make(home, orders, promised, precisions, console), console);
    }

    private List<ModelPrecision> precisions(KnownDevices devices) {
        if (!precision.isAuto()) {
            ModelPrecision chosen = precision.precision(spec.commandLine());
            platform.platform().require(format(chosen));
            return List.of(chosen);
        }
        List<ModelPrecision> taken = asked.known(devices).stream()
                .map(ModelPrecision::of)
                .filter(known -> platform.platform().takes(format(known)))
                .toList();
        asked.requireComparable(
                devices, taken.stream().map(ModelPrecision::computed).toList());
        // of a device that nothing is known of, the usual is asked for, which says so
        return taken.isEmpty() ? List.of(ModelPrecision.FP32) : taken;
    }

    private static NumberFormat format(ModelPrecision chosen) {
        return NumberFormat.valueOf(chosen.name());
    }

    private ModelLabel label(SupernetManifest net, ModelPrecision chosen) {
        return platform.label(net).in(chosen).quantizedBy(precision.quantization());
    }

    private List<Request> requests() {
        Limits others = limits.limits();
        return asked.budgets().stream()
                .map(budget -> new Request(others.withLatency(budget), SearchSettings.ofSeed(seed)))
                .map(request -> evaluate == null ? request : request.withEvaluations(evaluate))
                .map(request -> request.withRanking(rank.ranking())
                        .withCommand(CommandOptions.of(spec.commandLine().getParseResult(), request.latency())))
                .toList();
    }

    /** With a look at what is there already, which takes hashes only: nothing of the supernet is loaded. */
    private List<Order> orders(
            Home home,
            SupernetInputs net,
            KnownDevices devices,
            List<Request> requests,
            LatencyPromise promised,
            List<ModelPrecision> precisions) {
        Optional<DeviceProfile> known = asked.known(devices, precisions.get(0).computed());
        String device = known.map(DeviceProfile::name).orElseGet(asked::device);
        OutputChoice outputs = new OutputChoice(
                Optional.ofNullable(output),
                home.models().resolve(net.name() + "-" + device),
                requests.size(),
                words());
        List<Order> orders = requests.stream()
                .map(request -> Order.of(request, ModelFolder.of(outputs.folder(request))))
                .toList();
        if (force) {
            return orders;
        }
        orders.forEach(order -> order.folder().requireFreeFor(RunTarget.of(net.name(), device, order.request())));
        if (known.isEmpty()) {
            return orders;
        }
        Map<ModelLabel, DeviceProfile> trials = trials(home, devices, precisions);
        boolean measured = asked.measures(home, known.get());
        return orders.stream()
                .map(order -> order.comparedWith(
                        request -> RunKey.of(request, net, trials, promised),
                        made -> made.latency().measured().isPresent() || !measured))
                .toList();
    }

    private FolderWords words() {
        FolderWords words = new FolderWords();
        precision.tell(words);
        platform.tell(words);
        promise.tell(words);
        rank.tell(words);
        if (evaluate != null) {
            words.add("evaluate-" + evaluate);
        }
        words.addUnlessUsual("seed", seed, 0L);
        return words;
    }

    private Map<ModelLabel, DeviceProfile> trials(Home home, KnownDevices devices, List<ModelPrecision> precisions) {
        SupernetManifest net = home.manifest(supernet.folder(home));
        Map<ModelLabel, DeviceProfile> trials = new LinkedHashMap<>();
        precisions.forEach(chosen ->
                asked.known(devices, chosen.computed()).ifPresent(profile -> trials.put(label(net, chosen), profile)));
        return trials;
    }

    private int make(
            Home home, List<Order> orders, LatencyPromise promised, List<ModelPrecision> precisions, Console console) {
        Supernet net = supernet.read(home);
        // before a profile is measured, which takes a minute
        PredictorModel predictor = rank.read(net.folder(), net.space());
        if (output != null) {
            OutputFolder.requireCreatable(output);
        }
        orders.forEach(order -> order.request().requireEvaluable(net, predictor));
        if (precisions.size() > 1) {
            // a profile that no longer fits the device ends the job before minutes were spent on another precision
            precisions.forEach(chosen -> asked.requireUsable(home, net.space(), chosen.computed()));
        }
        List<PrecisionTrials> trials = orders.stream()
                .map(order -> new PrecisionTrials(ExitCode::isVerdict))
                .toList();
        List<Object> answers = new ArrayList<>();
        int code = ExitCode.DONE;
        for (ModelPrecision chosen : precisions) {
            boolean last = chosen == precisions.get(precisions.size() - 1);
            try (TargetDevice device = asked.open(home, net.space(), chosen.computed(), console)) {
                Specializer specializer =
                        new Specializer(net, predictor, device, promised, label(net.manifest(), chosen), console::note);
                orders.forEach(
                        order -> OutputFolder.requireCreatable(order.folder().path()));
                for (int i = 0; i < orders.size(); i++) {
                    Order order = orders.get(i);
                    if (order.current().isEmpty()) {
                        attempt(specializer, device.profile(), chosen, order, trials.get(i));
                    }
                    if (last) {
                        code = Math.max(code, conclude(net, order, trials.get(i), answers, console));
                    }
                }
            }
        }
        print(answers);
        return code;
    }

    private static void attempt(
            Specializer specializer,
            DeviceProfile profile,
            ModelPrecision chosen,
            Order order,
            PrecisionTrials trials) {
        try {
            trials.add(profile, specializer.specialize(order.request()));
        } catch (RuntimeException e) {
            requireOfOneModel(e);
            trials.add(profile, chosen, e);
        }
    }

    /** Delivers, or says what is in the way: the other budgets may still be met. */
    private int conclude(Supernet net, Order order, PrecisionTrials trials, List<Object> answers, Console console) {
        if (order.current().isPresent()) {
            answers.add(upToDate(order));
            return ExitCode.DONE;
        }
        try {
            PrecisionTrials.Best best = trials.best();
            deliver(net, best.profile(), best.made(), order);
            answers.add(best.made().manifest());
            return ExitCode.DONE;
        } catch (RuntimeException e) {
            requireOfOneModel(e);
            if (ExitCode.isVerdict(e)) {
                order.folder().withdraw(); // no former model is left in the place of this one
            }
            console.problem(e);
            answers.add(MissedBudget.of(order.request().limits(), e));
            return ExitCode.of(e);
        }
    }

    /** Goes on with what is in the way of one model only: another budget or precision may do better. */
    static void requireOfOneModel(RuntimeException problem) {
        int code = ExitCode.of(problem);
        if (code == ExitCode.BUG || (code == ExitCode.USAGE && !(problem instanceof QuantizationException))) {
            throw problem;
        }
    }

    private void deliver(Supernet net, DeviceProfile profile, Specialization made, Order order) {
        ReportSources sources =
                ReportSources.of(made.manifest()).withSupernet(net.folder()).withProfile(profile);
        made.write(order.folder().path(), Report.of(ReportData.of(sources))::write);
        show(new Summary(made.manifest(), order.folder().model()).text());
    }

    private SpecializationManifest upToDate(Order order) {
        show(String.format("up to date %s%n", order.folder().model()));
        return order.current().orElseThrow();
    }

    private void show(String text) {
        if (!json) {
            out().print(text);
            out().flush();
        }
    }

    private void print(List<?> answers) {
        if (json) {
            out().print(JsonFile.text(answers.size() == 1 ? answers.get(0) : answers));
            out().flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
