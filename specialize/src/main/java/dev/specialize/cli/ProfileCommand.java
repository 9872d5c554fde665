package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Precision;
import dev.specialize.devices.ProfileName;
import dev.specialize.latency.ProfilePlan;
import dev.specialize.latency.Profiler;
import dev.specialize.modelled.ModelledDevices;
import dev.specialize.space.SearchSpace;
import dev.specialize.transport.BookedDevice;
import dev.specialize.transport.DeviceAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a device. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description =
                "Times the blocks of a search space and whole networks on a device, learns from them how long any network"
                        + " takes there and how sure that is, and keeps the profile. An interrupted run goes on where it"
                        + " stopped.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specialize profile --device local --threads 1",
            "  specialize profile --device local --precision int8",
            "  specialize profile --device ssh://pi@raspberrypi.local --name pi --quick",
            "  specialize profile --device adb:FA6AB0302345 --name pixel --cores 2-3",
            "  specialize profile --device ssh://pi@new-pi --name new-pi --from pi --nets 10"
        })
final class ProfileCommand implements Callable<Integer> {
    private static final int MOST_BATCH = 1024;
    private static final int MOST_NETS = 10_000;
    private static final int MOST_MINUTES = 1440;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SpaceChoice space;

    @Option(
            names = "--device",
            paramLabel = "NAME|ADDRESS",
            defaultValue = DeviceAddress.LOCAL,
            description = "local (this machine), ssh://[user@]host[:port], adb:SERIAL, or a name that devices add gave"
                    + " (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of the device and its profile (default: the name in --device, else the host or serial).")
    private String name;

    @ArgGroup
    private final Care care = new Care();

    @Option(
            names = "--from",
            paramLabel = "NAME|FILE",
            description = "Start from the profile of a similar device, and time only a few whole networks.")
    private String from;

    @Option(
            names = "--nets",
            paramLabel = "N",
            description = "Whole networks to learn from (default: 40 to 200; 10 with --from).")
    private Integer nets;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "On a busy device measurements are repeated; after so many minutes no more (default: 2.5 for"
                    + " --quick, 6, 20 for --thorough).")
    private Double minutes;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Images that one inference takes (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--precision",
            paramLabel = "fp32|fp16|int8",
            defaultValue = "fp32",
            description = "Of the models that are timed; each precision has a profile of its own, which is called"
                    + " NAME@PRECISION (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Mixin
    private RunnerChoice runner;

    @Option(names = "--json", description = "Print the profile instead of a summary.")
    private boolean json;

    /** How much time it takes. */
    private static final class Care {
        @Option(names = "--quick", description = "Within three minutes for most spaces and devices.")
        private boolean quick;

        @Option(names = "--thorough", description = "Twice to five times as long as usual, for many products.")
        private boolean thorough;

        ProfilePlan plan() {
            return quick ? ProfilePlan.QUICK : thorough ? ProfilePlan.THOROUGH : ProfilePlan.DEFAULT;
        }
    }

    @Override
    public Integer call() {
        requireRange("--batch", batch, 1, MOST_BATCH);
        if (nets != null) {
            requireRange("--nets", nets, 2, MOST_NETS);
        }
        if (minutes != null && !(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw new ParameterException(
                    spec.commandLine(), "--minutes must be above 0 and at most " + MOST_MINUTES + ", got " + minutes);
        }
        Home home = Home.here();
        SearchSpace found = space.find(home, spec);
        KnownDevices devices = new KnownDevices(home, found);
        DeviceAccess access = new DeviceAccess(home);
        BookedDevice reached = runner.of(access.find(device));
        String called = DeviceProfile.requireName(name == null ? DeviceAccess.usualName(device) : name);
        if (called.equals(DeviceAddress.LOCAL) && !device.equals(DeviceAddress.LOCAL)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + called + "' is this machine, not " + device + ". Maybe choose another --name");
        }
        if (device.equals(DeviceAddress.LOCAL) && ModelledDevices.find(called).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "this machine is not '" + called
                            + "', which is the name of another device. Maybe say where that is:"
                            + " --device adb:SERIAL, or ssh://user@host");
        }
        Path file = devices.file(new ProfileName(called, precision).toString());
        OutputFolder.requireWritable(file.toAbsolutePath().getParent());
        Console console = new Console(spec.commandLine().getErr());
        DeviceProfile profile;
        try (ModelRunner opened = DeviceAccess.open(reached).running(precision)) {
            Profiler profiler = profiler(found, opened, batch, plan(), console);
            profile = from == null ? profiler.profile(called, file) : adapted(profiler, called, file, devices);
        }
        access.remember(called, reached);
        new ProfileSummary(profile, file).print(spec.commandLine().getOut(), json);
        return ExitCode.DONE;
    }

    private void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be from " + least + " to " + most + ", got " + value);
        }
    }

    private ProfilePlan plan() {
        ProfilePlan plan = from == null ? care.plan() : care.plan().adapting();
        ProfilePlan sized = nets == null ? plan : plan.withNets(nets, plan.heldOutNets());
        return minutes == null ? sized : sized.withPatience(Duration.ofMillis(Math.round(60_000 * minutes)));
    }

    private DeviceProfile adapted(Profiler profiler, String called, Path file, KnownDevices devices) {
        DeviceProfile other = devices.read(from);
        return profiler.adapt(called, file, other, other.asSource());
    }

    private static Profiler profiler(
            SearchSpace space, ModelRunner runner, int batch, ProfilePlan plan, Console console) {
        return new Profiler(space, runner, batch, plan, new ProfileProgressLine(console), Clock.systemUTC());
    }

    /** A quick profile of this machine: somebody waits for a model, and times of candidates correct what it says. */
    static void profileLocal(KnownDevices devices, SearchSpace space, Precision precision, Console console) {
        Path file = devices.file(new ProfileName(DeviceAddress.LOCAL, precision).toString());
        OutputFolder.requireWritable(file.toAbsolutePath().getParent());
        try (ModelRunner runner = DeviceAccess.openHere().running(precision)) {
            profiler(space, runner, 1, ProfilePlan.QUICK, console).profile(DeviceAddress.LOCAL, file);
        }
    }
}
