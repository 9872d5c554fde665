package dev.specialize.cli;

import dev.specialize.devices.DeviceIdentity;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.DeviceState;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.files.JsonFile;
import dev.specialize.transport.BookedDevice;
import dev.specialize.transport.DeviceAddress;
import dev.specialize.transport.RunnerOptions;
import java.util.Locale;
import java.util.Optional;
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

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** What is printed; of a device that was not reached, its name and address only. */
    private record Added(
            String name,
            String address,
            Optional<DeviceIdentity> device,
            Optional<RuntimeSettings> runtime,
            Optional<DeviceState> state) {
        static Added of(String name, BookedDevice device, ModelRunner opened) {
            return new Added(
                    name,
                    device.toString(),
                    Optional.of(opened.identity()),
                    Optional.of(opened.runtime()),
                    Optional.of(opened.state()));
        }

        static Added unseen(String name, BookedDevice device) {
            return new Added(name, device.toString(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        String text() {
            return device.map(d -> line("device", d)).orElse("")
                    + runtime.map(r -> line("runtime", r)).orElse("")
                    + state.map(s -> line("state", DevicesAddCommand.state(s))).orElse("")
                    + line("next", "specialize profile --device " + name);
        }

        private static String line(String name, Object value) {
            return String.format(Locale.ROOT, "%-9s %s%n", name, value);
        }
    }

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
        Added result = unseen ? Added.unseen(name, added) : reached(added);
        access.remember(name, added);
        spec.commandLine().getOut().print(json ? JsonFile.text(result) : result.text());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private Added reached(BookedDevice added) {
        try (ModelRunner opened = DeviceAccess.open(added)) {
            return Added.of(name, added, opened);
        }
    }

    private static String state(DeviceState state) {
        return state.governor().map(g -> "governor " + g).orElse("governor unknown")
                + state.kilohertz().map(k -> ", " + k / 1000 + " MHz").orElse(", clock unknown")
                + state.celsius()
                        .map(c -> String.format(Locale.ROOT, ", %.0f \u00b0C", c))
                        .orElse(", temperature unknown");
    }
}
