package dev.specialize.cli;

import dev.specialize.devices.DeviceCatalogue;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.modelled.ModelledDevices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is known of devices. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description =
                "Says how devices are reached, lists, shows and checks their profiles, and models devices from published"
                        + " times.",
        subcommands = {
            DevicesCommand.ListCommand.class,
            DevicesCommand.ShowCommand.class,
            DevicesCheckCommand.class,
            DevicesAddCommand.class,
            DevicesTimeCommand.class,
            DevicesModelCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  specialize devices list"})
final class DevicesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "one of list, show, check, add, time and model says what to do");
    }

    /** All profiles, a line each. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists all profiles, of every search space.",
            footerHeading = "%nExample:%n",
            footer = {"  specialize devices list"})
    static final class ListCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        private final List<Object> listed = new ArrayList<>();

        @Override
        public Integer call() {
            int code = ExitCode.DONE;
            Home home = Home.here();
            listed.clear();
            for (Path folder : home.deviceFolders()) {
                DeviceCatalogue catalogue = new DeviceCatalogue(folder);
                for (String name : catalogue.names()) {
                    try {
                        list(ListedDevice.of(folder.getFileName().toString(), catalogue.find(name)));
                    } catch (InvalidFileException e) {
                        // one damaged profile does not hide the others
                        new Console(spec.commandLine().getErr()).problem(e);
                        listed.add(Problem.of(e));
                        code = ExitCode.USAGE;
                    }
                }
            }
            new DeviceAccess(home).named().forEach((name, device) -> list(ListedDevice.of(name, device)));
            ModelledDevices.names()
                    .forEach(name ->
                            ModelledDevices.find(name).map(ListedDevice::of).ifPresent(this::list));
            if (json) {
                spec.commandLine().getOut().print(JsonFile.text(listed));
            }
            spec.commandLine().getOut().flush();
            return code;
        }

        private void list(ListedDevice device) {
            listed.add(device);
            if (!json) {
                spec.commandLine().getOut().print(device.text());
            }
        }
    }

    /** One profile. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the profile of a device for a search space.",
            footerHeading = "%nExample:%n",
            footer = {"  specialize devices show local"})
    static final class ShowCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private SpaceChoice space;

        @Parameters(paramLabel = "NAME", description = "Name of the device, or NAME@PRECISION.")
        private String name;

        @Option(
                names = "--plot",
                paramLabel = "FILE",
                description = "Draw the networks that were timed against what the model says of them without knowing"
                        + " them, as SVG.")
        private Path plot;

        @Option(names = "--json", description = "Print the whole profile.")
        private boolean json;

        @Override
        public Integer call() {
            Home home = Home.here();
            KnownDevices devices = new KnownDevices(home, space.find(home, spec));
            DeviceProfile profile = devices.find(name);
            if (plot != null) {
                draw(profile);
            }
            new ProfileSummary(profile, devices.kept(name))
                    .print(spec.commandLine().getOut(), json);
            return ExitCode.DONE;
        }

        private void draw(DeviceProfile profile) {
            if (profile.nets().isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(), "--plot needs networks that were timed, '" + name + "' has none");
            }
            OutputFolder.requireWritableFile(plot);
            new PredictionPlot(name + ", " + profile.space().name(), profile.nets()).write(plot);
        }
    }
}
