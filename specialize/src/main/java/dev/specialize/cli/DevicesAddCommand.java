package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.DeviceState;
import dev.specialize.devices.ModelRunner;
import dev.specialize.transport.BookedDevice;
import dev.specialize.transport.DeviceAddress;
import dev.specialize.transport.RunnerOptions;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a device a name. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Remembers how a device is reached, after reaching it once and putting the runner there.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  specialize devices add pi ssh://pi@raspberrypi.local --threads 2",
            "  specialize devices add pixel adb:FA6AB0302345 --cores 2-3"
        })
final class DevicesAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the device from now on.")
    private String name;

    @Parameters(index = "1", paramLabel = "ADDRESS", description = "ssh://[user@]host[:port], adb:SERIAL, or local.")
    private String address;

    @Mixin
    private RunnerChoice runner;

    @Option(names = "--unseen", description = "Do not reach it now.")
    private boolean unseen;

    @Override
    public Integer call() {
        DeviceProfile.requireName(name);
        DeviceAddress parsed = DeviceAddress.parse(address);
        if (name.equals(DeviceAddress.LOCAL)) {
            throw new ParameterException(
                    spec.commandLine(), "the device 'local' is this machine. Maybe choose another name");
        }
        DeviceAccess access = new DeviceAccess(Home.here());
        BookedDevice added = runner.of(new BookedDevice(parsed, RunnerOptions.threads(1)));
        PrintWriter out = spec.commandLine().getOut();
        if (!unseen) {
            try (ModelRunner opened = DeviceAccess.open(added)) {
                out.printf(Locale.ROOT, "%-9s %s%n", "device", opened.identity());
                out.printf(Locale.ROOT, "%-9s %s%n", "runtime", opened.runtime());
                out.printf(Locale.ROOT, "%-9s %s%n", "state", state(opened.state()));
            }
        }
        access.remember(name, added);
        out.printf(Locale.ROOT, "%-9s specialize profile --device %s%n", "next", name);
        out.flush();
        return ExitCode.DONE;
    }

    private static String state(DeviceState state) {
        return state.governor().map(g -> "governor " + g).orElse("governor unknown")
                + state.kilohertz().map(k -> ", " + k / 1000 + " MHz").orElse(", clock unknown")
                + state.celsius()
                        .map(c -> String.format(Locale.ROOT, ", %.0f \u00b0C", c))
                        .orElse(", temperature unknown");
    }
}
