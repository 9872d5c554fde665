package dev.specialize.specialization;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.ProfileMismatchException;
import java.util.Optional;

/**
 * The device that a model is made for.
 *
 * @param profile what is known of it
 * @param runner the device itself, where it can be reached; what is found is then measured on it
 */
public record TargetDevice(DeviceProfile profile, Optional<ModelRunner> runner) implements AutoCloseable {
    /** A device that is known by its profile only. */
    public static TargetDevice unreached(DeviceProfile profile) {
        return new TargetDevice(profile, Optional.empty());
    }

    /**
     * A device that can be measured.
     *
     * @throws dev.specialize.devices.ProfileMismatchException if the profile is of another device or runtime
     */
    public static TargetDevice reached(DeviceProfile profile, ModelRunner runner) {
        TargetDevice device = new TargetDevice(profile, Optional.of(runner));
        try {
            profile.requireDevice(runner.identity());
            profile.requireRuntime(runner.runtime());
            return device;
        } catch (ProfileMismatchException e) {
            device.close();
            throw e;
        }
    }

    /** Leaves the device. */
    @Override
    public void close() {
        runner.ifPresent(ModelRunner::close);
    }
}
