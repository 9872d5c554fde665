package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LocalRunner;
import dev.specialize.files.JsonFile;
import dev.specialize.latency.ProfileListener;
import dev.specialize.latency.ProfilePlan;
import dev.specialize.latency.ProfileProgress;
import dev.specialize.latency.Profiler;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
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
                "Times the blocks of a supernet's space on a device, calibrates them on whole networks, checks the"
                        + " predictions on others and keeps the profile. An interrupted run goes on where it stopped.",
        footerHeading = "%nExample:%n",
        footer = {"  specialize profile --device local --threads 1"})
final class ProfileCommand implements Callable<Integer> {
    static final String LOCAL = "local";

    @Spec
    private CommandSpec spec;

    @Mixin
    private SpaceChoice space;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = LOCAL,
            description = "Only local, this machine, can be reached yet (default: ${DEFAULT-VALUE}).")
    private String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of one inference (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--json", description = "Print the profile instead of a summary.")
    private boolean json;

    @Override
    public Integer call() {
        Home home = Home.here();
        SearchSpace found = space.find(home, spec);
        KnownDevices devices = new KnownDevices(home, found);
        if (!device.equals(LOCAL)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no way to reach '" + device + "': only local, this machine, can be profiled yet");
        }
        Console console = new Console(spec.commandLine().getErr());
        DeviceProfile profile = profile(devices, found, threads, console);
        spec.commandLine()
                .getOut()
                .print(json ? JsonFile.text(profile) : new ProfileSummary(profile, devices.file(LOCAL)).text());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    static DeviceProfile profile(KnownDevices devices, SearchSpace space, int threads, Console console) {
        Path file = devices.file(LOCAL);
        OutputFolder.requireWritable(file.toAbsolutePath().getParent());
        Profiler profiler =
                new Profiler(space, LocalRunner.withThreads(threads), ProfilePlan.DEFAULT, new Shown(console));
        return profiler.profile(LOCAL, file);
    }

    /** Progress on the console. */
    private record Shown(Console console) implements ProfileListener {
        /** So many measurements do not tell yet how long the others will take. */
        private static final int TOO_EARLY = 20;

        @Override
        public void progressed(ProfileProgress progress) {
            if (progress.done() < TOO_EARLY) {
                return;
            }
            console.progress(String.format(
                    Locale.ROOT,
                    "profile: %d of %d measurements, %s left",
                    progress.done(),
                    progress.total(),
                    Durations.text(progress.left())));
        }

        @Override
        public void noted(String message) {
            console.note(message);
        }
    }
}
