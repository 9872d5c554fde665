package dev.specialize.cli;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.CoreList;
import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.ProfileName;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.devices.SystemFiles;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.transport.BookedDevice;
import dev.specialize.transport.DeviceAddress;
import dev.specialize.transport.DeviceBook;
import dev.specialize.transport.Devices;
import dev.specialize.transport.RunnerOptions;
import java.util.Optional;
import java.util.SortedMap;

/** How devices are reached: by the names that the user gave them, or by their addresses. */
final class DeviceAccess {
    private static final BookedDevice HERE =
            new BookedDevice(DeviceAddress.parse(DeviceAddress.LOCAL), RunnerOptions.threads(1));

    private final DeviceBook book;

    DeviceAccess(Home home) {
        this.book = new DeviceBook(home.deviceBook());
    }

    /** All that have a name, but for this machine. */
    SortedMap<String, BookedDevice> named() {
        return book.devices();
    }

    /**
     * How a device of that name is reached; empty if nobody said so.
     *
     * @param profile the name of the device or of one of its profiles
     */
    Optional<BookedDevice> named(String profile) {
        String name = ProfileName.parse(profile).device();
        return name.equals(DeviceAddress.LOCAL) ? Optional.of(HERE) : book.find(name);
    }

    /**
     * @param nameOrAddress of a device
     * @throws IllegalArgumentException if it is neither
     */
    BookedDevice find(String nameOrAddress) {
        if (looksLikeAddress(nameOrAddress)) {
            return new BookedDevice(DeviceAddress.parse(nameOrAddress), HERE.options());
        }
        return named(nameOrAddress).orElseThrow(() -> unknown(nameOrAddress));
    }

    private IllegalArgumentException unknown(String name) {
        SortedMap<String, BookedDevice> known = named();
        return new IllegalArgumentException("no way to reach '" + name + "' is known"
                + (known.isEmpty() ? "" : " (known: " + String.join(", ", known.keySet()) + ")")
                + ". Maybe say where it is: specialize devices add " + name + " ssh://user@host, or adb:SERIAL");
    }

    private static boolean looksLikeAddress(String text) {
        return text.contains(":");
    }

    /** What a device is called that nobody named: its host or serial number, with dashes for what names cannot have. */
    static String usualName(String nameOrAddress) {
        return looksLikeAddress(nameOrAddress) ? named(DeviceAddress.parse(nameOrAddress)) : nameOrAddress;
    }

    private static String named(DeviceAddress address) {
        String name = hostOrSerial(address).replaceAll("[^A-Za-z0-9._-]", "-");
        return name.replaceFirst("^[^A-Za-z0-9]+", "");
    }

    private static String hostOrSerial(DeviceAddress address) {
        return address.visit(new DeviceAddress.Visitor<>() {
            @Override
            public String local() {
                return DeviceAddress.LOCAL;
            }

            @Override
            public String ssh(DeviceAddress.Ssh ssh) {
                return ssh.host();
            }

            @Override
            public String adb(DeviceAddress.Adb adb) {
                return adb.serial();
            }
        });
    }

    /** Remembers how a device is reached; how this machine is, needs no remembering. */
    void remember(String name, BookedDevice device) {
        if (!name.equals(DeviceAddress.LOCAL) && !book.find(name).equals(Optional.of(device))) {
            book.add(name, device);
        }
    }

    /** @throws dev.specialize.devices.DeviceException if it cannot be reached or used */
    static ModelRunner open(BookedDevice device) {
        return Devices.here().open(device.address(), device.options());
    }

    /** This machine, as most use it. */
    static ModelRunner openHere() {
        return open(HERE);
    }

    /** The same as a profile was made: with its threads, on its cores, and for models of its precision. */
    static ModelRunner open(BookedDevice device, DeviceMeasurement measurement) {
        CoreList pinned = CoreList.parse(measurement.device().pinnedCores());
        boolean isAsAllowed = device.address().equals(HERE.address())
                && CoreList.allowed(SystemFiles.LOCAL).equals(Optional.of(pinned));
        Optional<CoreList> cores = isAsAllowed ? Optional.empty() : Optional.of(pinned);
        RuntimeSettings runtime = measurement.runtime();
        return Devices.here()
                .open(device.address(), new RunnerOptions(runtime.threads(), cores))
                .running(runtime.precision());
    }

    /**
     * A device that a profile was made on, if somebody said how it is reached and it can be; else only the profile.
     *
     * @param console is told if it cannot be reached now
     */
    TargetDevice target(DeviceProfile profile, Console console) {
        try {
            return reached(profile);
        } catch (ConnectionLostException e) {
            console.note(e.getMessage() + " What is found rests on the profile and is not measured.");
            return TargetDevice.unreached(profile);
        }
    }

    private TargetDevice reached(DeviceProfile profile) {
        Optional<BookedDevice> known = named(profile.name());
        return known.isEmpty() || profile.measurement().isEmpty()
                ? TargetDevice.unreached(profile)
                : TargetDevice.reached(
                        profile, open(known.get(), profile.measurement().get()));
    }

    /**
     * Looks at a device, if it can be reached now.
     *
     * @throws dev.specialize.devices.DeviceException if it cannot be used
     * @throws dev.specialize.devices.ProfileMismatchException if it is not what the profile was made on
     */
    void requireUsable(DeviceProfile profile) {
        try {
            reached(profile).close();
        } catch (ConnectionLostException e) {
            // what is told of that is told when it is used
        }
    }
}
