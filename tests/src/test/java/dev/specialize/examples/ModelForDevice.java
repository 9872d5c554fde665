package dev.specialize.examples;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LocalRunner;
import dev.specialize.latency.ProfileListener;
import dev.specialize.latency.ProfilePlan;
import dev.specialize.latency.Profiler;
import dev.specialize.search.LatencyBudget;
import dev.specialize.specialization.Request;
import dev.specialize.specialization.Specialization;
import dev.specialize.specialization.Specializer;
import dev.specialize.specialization.TargetDevice;
import dev.specialize.supernet.Supernet;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models without the command line. */
public final class ModelForDevice {
    private ModelForDevice() {}

    /** For a device that is known by its profile. */
    public static Specialization fromProfile(Path supernetFolder, Path profileFile, String budget) {
        Supernet supernet = Supernet.read(supernetFolder);
        TargetDevice device = TargetDevice.unreached(DeviceProfile.read(profileFile));
        return Specializer.of(supernet, device).specialize(Request.within(LatencyBudget.parse(budget)));
    }

    /** For the machine that this runs on, which is profiled once and measures the candidates. */
    public static Specialization forThisMachine(Path supernetFolder, Path profileFile, String budget) {
        Supernet supernet = Supernet.read(supernetFolder);
        LocalRunner runner = LocalRunner.withThreads(1);
        DeviceProfile profile = Files.exists(profileFile)
                ? DeviceProfile.read(profileFile)
                : new Profiler(supernet.space(), runner, ProfilePlan.QUICK, ProfileListener.NOOP)
                        .profile("local", profileFile);
        try (TargetDevice device = TargetDevice.reached(profile, runner)) {
            return Specializer.of(supernet, device).specialize(Request.within(LatencyBudget.parse(budget)));
        }
    }
}
