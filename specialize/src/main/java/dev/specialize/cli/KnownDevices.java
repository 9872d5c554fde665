package dev.specialize.cli;

import dev.specialize.devices.DeviceCatalogue;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Precision;
import dev.specialize.devices.ProfileName;
import dev.specialize.devices.ProfilingCommand;
import dev.specialize.devices.UnknownDeviceException;
import dev.specialize.modelled.ModelledDevice;
import dev.specialize.modelled.ModelledDevices;
import dev.specialize.space.SearchSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Device profiles for a search space: those that are kept, and where none has the name, those of modelled devices. */
final class KnownDevices {
    private final DeviceCatalogue kept;
    private final Path folder;
    private final SearchSpace space;
    private final DeviceAccess access;

    KnownDevices(Home home, SearchSpace space) {
        this.access = new DeviceAccess(home);
        this.folder = home.devices(space);
        this.kept = new DeviceCatalogue(folder);
        this.space = space;
    }

    /** Where the profile of that name is kept, or would be. */
    Path file(String name) {
        return kept.file(name);
    }

    /** Where the profile of that name is kept; empty if none is, though the device may be modelled. */
    Optional<Path> kept(String name) {
        return keeps(name) ? Optional.of(file(name)) : Optional.empty();
    }

    /** Whether there is a profile, not just a model, of the device. */
    boolean keeps(String name) {
        return kept.contains(name);
    }

    /** Whether there is a profile or a model of the device. */
    boolean knows(String name) {
        return keeps(name) || ModelledDevices.find(name).isPresent();
    }

    /**
     * The profile of that name, or in that file.
     *
     * @throws UnknownDeviceException if it is neither a file nor a name that is known
     * @throws dev.specialize.files.InvalidFileException if the file is missing or not a profile
     */
    DeviceProfile read(String nameOrFile) {
        Path given = Path.of(nameOrFile);
        boolean isFile = nameOrFile.endsWith(".json") || Files.isRegularFile(given);
        return isFile ? DeviceProfile.read(given) : find(nameOrFile);
    }

    /**
     * @throws UnknownDeviceException if there is neither
     * @throws dev.specialize.files.InvalidFileException if the kept one is damaged
     */
    DeviceProfile find(String name) {
        Optional<ModelledDevice> modelled = keeps(name) ? Optional.empty() : ModelledDevices.find(name);
        if (modelled.isPresent()) {
            return modelled.get().profile(space);
        }
        if (!keeps(name)) {
            requireKnownBesides(ProfileName.parse(name));
            TreeSet<String> known = new TreeSet<>(kept.names());
            known.addAll(ModelledDevices.names());
            throw new UnknownDeviceException(name, List.copyOf(known), folder);
        }
        return kept.find(name);
    }

    /** Of a device whose other precisions are known it is said what is missing. */
    private void requireKnownBesides(ProfileName missing) {
        if (missing.precision() != Precision.FP32 && knows(missing.device())) {
            String reached = access.named(missing.device()).isPresent()
                    ? missing.device()
                    : "ssh://user@host (or adb:SERIAL) --name " + missing.device();
            throw new IllegalArgumentException("Nobody timed " + missing.precision() + " models of " + space.name()
                    + " on '" + missing.device() + "'. Maybe do: "
                    + new ProfilingCommand(reached, missing.precision(), List.of()));
        }
    }
}
