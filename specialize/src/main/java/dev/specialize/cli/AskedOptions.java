package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Precision;
import dev.specialize.devices.ProfileName;
import dev.specialize.files.InvalidFileException;
import dev.specialize.search.LatencyBudget;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.transport.DeviceAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What makes the main command a job and not a request for help: a device and budgets. */
final class AskedOptions {
    @Option(names = "--device", paramLabel = "NAME", description = "Device to be fast on; local is this machine.")
    private String device = "";

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "Take the device's latency from this profile, and measure nothing.")
    private Path profile;

    @Option(
            names = "--latency",
            paramLabel = "BUDGET",
            description = "Budget of one inference, such as 30ms; several: 20ms,30ms.")
    private String latency = "";

    boolean areComplete() {
        return !latency.isEmpty() && (!device.isEmpty() || profile != null);
    }

    List<LatencyBudget> budgets() {
        return LatencyBudget.parseList(latency);
    }

    /**
     * The profile that is there already; this machine may have none yet, then one is made.
     *
     * @param precision of the models that it is to be of
     * @throws InvalidFileException if it is damaged, or of another device than the one that was named
     */
    Optional<DeviceProfile> known(KnownDevices devices, Precision precision) {
        if (profile != null) {
            return Optional.of(fromFile());
        }
        String name = named(precision);
        boolean toBeMade = device.equals(DeviceAddress.LOCAL) && !devices.keeps(name);
        return toBeMade ? Optional.empty() : Optional.of(devices.find(name));
    }

    private String named(Precision precision) {
        return new ProfileName(device, precision).toString();
    }

    /** The precisions that there are times of already, and fp32 on this machine, which is profiled if need be. */
    List<Precision> known(KnownDevices devices) {
        if (profile != null) {
            return List.of(fromFile().precision());
        }
        return Arrays.stream(Precision.values())
                .filter(precision -> isMeasurable(precision) || devices.knows(named(precision)))
                .toList();
    }

    /**
     * Models of several precisions are compared by what they take under the same conditions.
     *
     * @throws IllegalArgumentException if the profiles are of other batches or threads, those that will be made included
     */
    void requireComparable(KnownDevices devices, List<Precision> precisions) {
        List<Conditions> all = precisions.stream()
                .map(precision -> known(devices, precision)
                        .map(Conditions::of)
                        .orElseGet(() -> Conditions.ofQuick(named(precision))))
                .toList();
        for (Conditions other : all) {
            Conditions first = all.get(0);
            if (!other.text.equals(first.text)) {
                throw new IllegalArgumentException(
                        "the profile " + other.name + " is of " + other.text + ", " + first.name
                                + " of " + first.text
                                + ". Maybe profile one of them again, with the other's --batch and --threads");
            }
        }
    }

    /** What a profile's times were taken under. */
    private record Conditions(String name, String text) {
        private static Conditions of(DeviceProfile profile) {
            String threads = profile.measurement()
                    .map(measurement -> threads(measurement.runtime().threads()))
                    .orElse("");
            return new Conditions("'" + ProfileName.of(profile) + "'", "batch " + profile.batch() + threads);
        }

        /** Of the quick profile that is made of this machine where there is none. */
        private static Conditions ofQuick(String name) {
            return new Conditions("'" + name + "', which is still to be made,", "batch 1" + threads(1));
        }

        private static String threads(int count) {
            return " and " + count + (count == 1 ? " thread" : " threads");
        }
    }

    private boolean isMeasurable(Precision precision) {
        return precision == Precision.FP32 && device.equals(DeviceAddress.LOCAL);
    }

    private DeviceProfile fromFile() {
        DeviceProfile read = DeviceProfile.read(profile);
        if (!device.isEmpty() && !device.equals(read.name())) {
            throw new InvalidFileException(
                    profile,
                    "is the profile of '" + read.name() + "', not of '" + device + "'. Maybe leave out --device");
        }
        return read;
    }

    /** Whether candidates are to be measured, if the device answers. */
    boolean measures(Home home, DeviceProfile known) {
        return profile == null
                && known.measurement().isPresent()
                && new DeviceAccess(home).named(known.name()).isPresent();
    }

    /** Profiles this machine first, if that is the device and was not done before. */
    TargetDevice open(Home home, SearchSpace space, Precision precision, Console console) {
        KnownDevices devices = new KnownDevices(home, space);
        DeviceProfile found = known(devices, precision).orElseGet(() -> {
            console.note("this machine has no profile for " + space.name()
                    + (precision == Precision.FP32 ? "" : " in " + precision)
                    + " yet; making a quick one, on one thread");
            ProfileCommand.profileLocal(devices, space, precision, console);
            return devices.find(named(precision));
        });
        return profile == null ? new DeviceAccess(home).target(found, console) : TargetDevice.unreached(found);
    }

    /**
     * Looks at a device that can be reached.
     *
     * @throws dev.specialize.devices.DeviceException if it cannot be used
     * @throws dev.specialize.devices.ProfileMismatchException if it is not what its profile was made on
     */
    void requireUsable(Home home, SearchSpace space, Precision precision) {
        known(new KnownDevices(home, space), precision)
                .filter(found -> measures(home, found))
                .ifPresent(new DeviceAccess(home)::requireUsable);
    }

    /** The name that was given; empty if a profile says it. */
    String device() {
        return device;
    }
}
