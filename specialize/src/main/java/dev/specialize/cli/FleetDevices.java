package dev.specialize.cli;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.Precision;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.specialization.LatencyPromise;
import dev.specialize.specialization.ModelLabel;
import dev.specialize.specialization.SubnetSearch;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.supernet.Supernet;
import java.nio.file.Path;

/** The devices that a fleet's file speaks of. */
final class FleetDevices {
    private final Home home;
    private final KnownDevices known;
    private final Supernet supernet;
    private final PredictorModel predictor;
    private final LatencyPromise promise;
    private final Path file;

    /** @param file the fleet's, beside which those of profiles are looked for */
    FleetDevices(Home home, Supernet supernet, PredictorModel predictor, LatencyPromise promise, Path file) {
        this.home = home;
        this.known = new KnownDevices(home, supernet.space());
        this.supernet = supernet;
        this.predictor = predictor;
        this.promise = promise;
        this.file = file;
    }

    /**
     * The profile of that name, or in that file.
     *
     * @throws RuntimeException if there is none, or none of the supernet's space and resolutions in float32
     */
    DeviceProfile read(String nameOrFile) {
        DeviceProfile profile = nameOrFile.endsWith(".json")
                ? DeviceProfile.read(file.toAbsolutePath().resolveSibling(nameOrFile))
                : known.find(nameOrFile);
        requireSearchable(profile);
        return profile;
    }

    /** What a search would find out later, when others wait for it. */
    private void requireSearchable(DeviceProfile profile) {
        profile.requirePrecision(Precision.FP32);
        new SubnetSearch(supernet.space(), predictor, profile, promise, ModelLabel.PLAIN).space();
    }

    /** The device itself, if it can be reached. */
    TargetDevice reached(DeviceProfile profile, Console console) {
        return new DeviceAccess(home).target(profile, console);
    }
}
