package dev.specialize.cli;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.ProfileName;
import dev.specialize.devices.Provenance;
import dev.specialize.devices.RuntimeSettings;
import dev.specialize.modelled.ModelledDevice;
import dev.specialize.transport.BookedDevice;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of the list of devices: a profile, a modelled device, or how a device is reached.
 *
 * @param space that a profile is for
 * @param provenance of its times
 * @param errorPercent of predictions, as it was checked, or as it is expected of a modelled device
 * @param runtime that it was measured with
 * @param hardware in words, of a modelled device
 * @param reachedBy how
 */
record ListedDevice(
        String name,
        Optional<String> space,
        Optional<Provenance> provenance,
        Optional<Double> errorPercent,
        Optional<RuntimeSettings> runtime,
        Optional<String> hardware,
        Optional<String> reachedBy) {
    static ListedDevice of(String space, DeviceProfile profile) {
        return new ListedDevice(
                ProfileName.of(profile).toString(),
                Optional.of(space),
                Optional.of(profile.provenance()),
                profile.heldOutError().map(PredictionError::meanAbsolutePercent),
                profile.measurement().map(DeviceMeasurement::runtime),
                Optional.empty(),
                Optional.empty());
    }

    static ListedDevice of(ModelledDevice device) {
        return new ListedDevice(
                device.name(),
                Optional.empty(),
                Optional.of(Provenance.MODELLED),
                Optional.of(device.fit().expectedErrorPercent()),
                Optional.empty(),
                Optional.of(device.hardware()),
                Optional.empty());
    }

    static ListedDevice of(String name, BookedDevice device) {
        return new ListedDevice(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(device.toString()));
    }

    /** For a person. */
    String text() {
        String where = space.orElse(reachedBy.isPresent() ? "reached by" : "any space");
        return String.format(Locale.ROOT, "%-12s %-22s %s%n", name, where, reachedBy.orElseGet(this::known));
    }

    private String known() {
        String error = errorPercent
                .map(percent -> String.format(
                        Locale.ROOT, hardware.isPresent() ? "expected error %.1f %%" : "error %.1f %%", percent))
                .orElse(ProfileSummary.UNCHECKED);
        return provenance.map(p -> p + ", ").orElse("")
                + error
                + runtime.map(r -> ", " + r).orElse("")
                + hardware.map(h -> ", " + h).orElse("");
    }
}
