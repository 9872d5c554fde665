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

/**
 * The user's names of devices, and how to reach them.
 *
 * @param format {@value #FORMAT}
 * @param devices by name
 */
public record DeviceBook(String format, SortedMap<String, Entry> devices) {
    public static final String FORMAT = "device-book/1";

    private static final DeviceBook EMPTY = new DeviceBook(FORMAT, new TreeMap<>());

    /**
     * A device.
     *
     * @param address as {@link DeviceAddress#parse} reads it
     * @param threads that one operator may use
     * @param cores that they may use, such as {@code 4-7}; empty for all
     */
    public record Entry(String address, int threads, Optional<String> cores) {
        public Entry {
            DeviceAddress.parse(address);
            options(threads, cores);
        }

        public static Entry of(DeviceAddress address, RunnerOptions options) {
            return new Entry(
                    address.toString(), options.threads(), options.cores().map(CoreList::toString));
        }

        public DeviceAddress parsedAddress() {
            return DeviceAddress.parse(address);
        }

        public RunnerOptions options() {
            return options(threads, cores);
        }

        private static RunnerOptions options(int threads, Optional<String> cores) {
            return new RunnerOptions(threads, cores.map(CoreList::parse));
        }
    }

    public DeviceBook {
        Require.that(format.equals(FORMAT), "format", "must be " + FORMAT, format);
        devices.keySet().forEach(DeviceProfile::requireName);
        devices = Collections.unmodifiableSortedMap(new TreeMap<>(devices));
    }

    /**
     * @return an empty one if there is no such file
     * @throws InvalidFileException if the file is not a device book
     */
    public static DeviceBook read(Path file) {
        return Files.exists(file) ? JsonFile.read(file, DeviceBook.class) : EMPTY;
    }

    public void write(Path file) {
        JsonFile.write(file, this);
    }

    public Optional<Entry> find(String name) {
        return Optional.ofNullable(devices.get(name));
    }

    /** The same with a device added, or changed. */
    public DeviceBook with(String name, Entry entry) {
        SortedMap<String, Entry> more = new TreeMap<>(devices);
        more.put(name, entry);
        return new DeviceBook(FORMAT, more);
    }
}
