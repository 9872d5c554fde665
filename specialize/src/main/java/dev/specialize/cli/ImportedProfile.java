package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Provenance;
import dev.specialize.files.InvalidFileException;
import dev.specialize.transport.DeviceAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a profile is called that others' times are made into, and where it goes. */
final class ImportedProfile {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Name of the device.")
    private String name;

    @Option(names = "--output", paramLabel = "FILE", description = "File for the profile (default: with the others).")
    private Path output;

    @Option(names = "--force", description = "Replace a profile that was measured on the device.")
    private boolean force;

    @Option(names = "--json", description = "Print the profile instead of a summary.")
    private boolean json;

    /** @throws IllegalArgumentException if no device can be called that */
    String name() {
        DeviceProfile.requireName(name);
        if (name.equals(DeviceAddress.LOCAL)) {
            throw new ParameterException(
                    command.commandLine(), "the device '" + name + "' is this machine, whose profile is measured");
        }
        return name;
    }

    /**
     * The file to write, tried out.
     *
     * @param devices with which it is kept if nobody says where
     * @throws InvalidFileException if it holds what took a device's time to measure
     */
    Path file(KnownDevices devices) {
        Path file = output == null ? devices.file(name) : output;
        OutputFolder.requireWritableFile(file);
        if (!force && isMeasured(file)) {
            throw new InvalidFileException(
                    file, "was measured on the device. Maybe choose another name, or --force to replace it");
        }
        return file;
    }

    private static boolean isMeasured(Path file) {
        try {
            return Files.exists(file) && DeviceProfile.read(file).provenance() == Provenance.MEASURED;
        } catch (InvalidFileException e) {
            return false; // nothing could use it
        }
    }

    void write(DeviceProfile profile, Path file) {
        profile.write(file);
        new ProfileSummary(profile, file).print(command.commandLine().getOut(), json);
    }
}
