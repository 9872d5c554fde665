package dev.specialize.cli;

import dev.specialize.devices.CoreList;
import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.transport.DeviceAddress;
import dev.specialize.transport.DeviceBook;
import dev.specialize.transport.DeviceBook.Entry;
import dev.specialize.transport.Devices;
import dev.specialize.transport.RunnerOptions;
import java.nio.file.Path;
import java.util.Optional;

/** How devices are reached: by the names that the user gave them, or by their addresses. */
final class DeviceAccess {
    private final Path file;
    private final DeviceBook book;

    private DeviceAccess(Path file, DeviceBook book) {
        this.file = file;
        this.book = book;
    }

    static DeviceAccess of(Home home) {
        Path file = home.deviceBook();
        return new DeviceAccess(file, DeviceBook.read(file));
    }

    DeviceBook book() {
        return book;
    }

    /** How a device of that name is reached; empty if nobody said so. */
    Optional<Entry> named(String name) {
        Optional<Entry> known = book.find(name);
        return name.equals(DeviceAddress.LOCAL) && known.isEmpty()
                ? Optional.of(Entry.of(DeviceAddress.parse(name), RunnerOptions.threads(1)))
                : known;
    }

    /**
     * @param nameOrAddress of a device
     * @throws IllegalArgumentException if it is neither
     */
    Entry find(String nameOrAddress) {
        return named(nameOrAddress).orElseGet(() -> {
            if (!looksLikeAddress(nameOrAddress)) {
                throw new IllegalArgumentException("no way to reach '" + nameOrAddress + "' is known"
                        + (book.devices().isEmpty()
                                ? ""
                                : " (known: " + String.join(", ", book.devices().keySet()) + ")")
                        + ". Maybe say where it is: specialize devices add " + nameOrAddress
                        + " ssh://user@host, or adb:SERIAL");
            }
            return Entry.of(DeviceAddress.parse(nameOrAddress), RunnerOptions.threads(1));
        });
    }

    private static boolean looksLikeAddress(String text) {
        return text.contains(":");
    }

    /** What a device is called that nobody named: its host or serial number. */
    static String usualName(String nameOrAddress) {
        return looksLikeAddress(nameOrAddress)
                ? DeviceAddress.parse(nameOrAddress).visit(new DeviceAddress.Visitor<>() {
                    @Override
                    public String local() {
                        return DeviceAddress.LOCAL;
                    }

                    @Override
                    public String ssh(DeviceAddress.Ssh address) {
                        return address.host();
                    }

                    @Override
                    public String adb(DeviceAddress.Adb address) {
                        return address.serial();
                    }
                })
                : nameOrAddress;
    }

    /** Remembers how a device is reached. */
    void remember(String name, Entry entry) {
        if (!book.find(name).equals(Optional.of(entry))) {
            book.with(name, entry).write(file);
        }
    }

    /** @throws dev.specialize.devices.DeviceException if it cannot be reached or used */
    static ModelRunner open(Entry entry) {
        return Devices.here().open(entry.parsedAddress(), entry.options());
    }

    /** The same, as a profile was made: with its threads. */
    static ModelRunner open(Entry entry, DeviceProfile profile) {
        int threads = profile.measurement()
                .map(DeviceMeasurement::runtime)
                .map(runtime -> runtime.threads())
                .orElse(entry.threads());
        Optional<CoreList> cores = entry.options().cores();
        return Devices.here().open(entry.parsedAddress(), new RunnerOptions(threads, cores));
    }
}
