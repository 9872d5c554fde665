package dev.specialize.transport;

import dev.specialize.devices.CoreList;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The user's devices by name, in a file. The file need not exist before the first one. */
public final class DeviceBook {
    private static final String FORMAT = "device-book/1";

    private final Path file;

    public DeviceBook(Path file) {
        this.file = file;
    }

    /** A page of the file: text, so that what it says is checked with the words of a message that names the file. */
    private record Entry(String address, int threads, Optional<String> cores) {
        static Entry of(BookedDevice device) {
            return new Entry(
                    device.address().toString(),
                    device.options().threads(),
                    device.options().cores().map(CoreList::toString));
        }

        BookedDevice device() {
            return new BookedDevice(
                    DeviceAddress.parse(address), new RunnerOptions(threads, cores.map(CoreList::parse)));
        }
    }

    private record Pages(String format, SortedMap<String, Entry> devices) {
        Pages {
            Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
            devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
            devices.keySet().forEach(DeviceBook::requireName);
        }
    }

    /**
     * All devices, by name.
     *
     * @throws InvalidFileException if the file is not a book of devices
     */
    public SortedMap<String, BookedDevice> devices() {
        SortedMap<String, BookedDevice> devices = new TreeMap<>();
        pages().devices().forEach((name, entry) -> devices.put(name, device(name, entry)));
        return Collections.unmodifiableSortedMap(devices);
    }

    /** @throws InvalidFileException if the file is not a book of devices */
    public Optional<BookedDevice> find(String name) {
        return Optional.ofNullable(devices().get(name));
    }

    /**
     * Takes a device in, or gives the one of that name another address.
     *
     * @throws IllegalArgumentException if the name cannot be a device's
     * @throws InvalidFileException if the file is not a book of devices
     */
    public void add(String name, BookedDevice device) {
        SortedMap<String, Entry> entries = new TreeMap<>(pages().devices());
        entries.put(requireName(name), Entry.of(device));
        JsonFile.write(file, new Pages(FORMAT, entries));
    }

    /**
     * Forgets a device, if it is there.
     *
     * @throws InvalidFileException if the file is not a book of devices
     */
    public void remove(String name) {
        SortedMap<String, Entry> entries = new TreeMap<>(pages().devices());
        if (entries.remove(name) != null) {
            JsonFile.write(file, new Pages(FORMAT, entries));
        }
    }

    private Pages pages() {
        return Files.exists(file) ? JsonFile.read(file, Pages.class) : new Pages(FORMAT, new TreeMap<>());
    }

    private BookedDevice device(String name, Entry entry) {
        try {
            return entry.device();
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(file, "device '" + name + "': " + e.getMessage(), e);
        }
    }

    private static String requireName(String name) {
        Require.that(!name.equals(DeviceAddress.LOCAL), "name", "must not be that of this machine", "'" + name + "'");
        return DeviceProfile.requireName(name);
    }
}
