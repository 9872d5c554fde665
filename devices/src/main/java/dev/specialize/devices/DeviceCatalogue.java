package dev.specialize.devices;

import dev.specialize.files.Folder;
import dev.specialize.files.InvalidFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of device profiles, each in a file {@code <name>.json}, or {@code <name>@<precision>.json} if its times are not
 * of fp32 models. The folder need not exist before the first one.
 */
public final class DeviceCatalogue {
    private static final String ENDING = ".json";

    private final Path folder;

    public DeviceCatalogue(Path folder) {
        this.folder = folder;
    }

    /** The names of all profiles, such as {@code pixel} and {@code pixel@int8}, in alphabetical order. */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return Folder.visible(folder).stream()
                .filter(file -> file.endsWith(ENDING))
                .map(file -> file.substring(0, file.length() - ENDING.length()))
                .sorted()
                .toList();
    }

    public boolean contains(String name) {
        return names().contains(name);
    }

    /** Where the profile of that name is, or would be written. */
    public Path file(String name) {
        return folder.resolve(ProfileName.parse(name) + ENDING);
    }

    /**
     * @throws UnknownDeviceException if there is no profile of that name
     * @throws InvalidFileException if its file is not a profile of that name
     */
    public DeviceProfile find(String name) {
        if (!contains(name)) {
            throw new UnknownDeviceException(name, names(), folder);
        }
        Path file = folder.resolve(name + ENDING);
        DeviceProfile profile = DeviceProfile.read(file);
        ProfileName found = ProfileName.of(profile);
        if (!found.toString().equals(name)) {
            throw new InvalidFileException(file, "is the profile of '" + found + "'. Maybe the file was renamed.");
        }
        return profile;
    }
}
