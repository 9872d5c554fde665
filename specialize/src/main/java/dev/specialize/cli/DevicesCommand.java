package dev.specialize.cli;

import dev.specialize.devices.DeviceCatalogue;
import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import java.nio.file.Path;
import java.util.Locale;
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
        description = "Lists and shows device profiles, and models devices from published times.",
        subcommands = {DevicesCommand.ListCommand.class, DevicesCommand.ShowCommand.class, DevicesModelCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  specialize devices list"})
final class DevicesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "one of list, show and model says what to do");
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

        @Override
        public Integer call() {
            int code = ExitCode.DONE;
            for (Path folder : Home.here().deviceFolders()) {
                DeviceCatalogue catalogue = new DeviceCatalogue(folder);
                for (String name : catalogue.names()) {
                    try {
                        show(folder.getFileName(), catalogue.find(name));
                    } catch (InvalidFileException e) {
                        // one damaged profile does not hide the others
                        new Console(spec.commandLine().getErr()).problem(e);
                        code = ExitCode.USAGE;
                    }
                }
            }
            spec.commandLine().getOut().flush();
            return code;
        }

        private void show(Path space, DeviceProfile profile) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%-12s %-22s %s, %s%n",
                            profile.name(),
                            space,
                            profile.provenance(),
                            profile.measurement().map(ListCommand::quality).orElse(ProfileSummary.UNCHECKED));
        }

        private static String quality(DeviceMeasurement measurement) {
            return String.format(
                    Locale.ROOT,
                    "error %.1f %%, %s",
                    measurement.heldOutError().meanAbsolutePercent(),
                    measurement.runtime());
        }
    }

    /** One profile. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the profile of a device for a supernet's space.",
            footerHeading = "%nExample:%n",
            footer = {"  specialize devices show local"})
    static final class ShowCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private SupernetOption supernet;

        @Parameters(paramLabel = "NAME", description = "Name of the device.")
        private String name;

        @Option(names = "--json", description = "Print the whole profile.")
        private boolean json;

        @Override
        public Integer call() {
            Home home = Home.here();
            DeviceCatalogue catalogue =
                    new DeviceCatalogue(home.devices(supernet.read(home).space()));
            DeviceProfile profile = catalogue.find(name);
            String text = json ? JsonFile.text(profile) : ProfileCommand.summary(profile, catalogue.file(name));
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return ExitCode.DONE;
        }
    }
}
