package dev.specialize.latency;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Samples;
import dev.specialize.devices.Timing;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Whether a profile still holds: times some random networks that it does not know on the live device. */
public final class ProfileCheck {
    private static final int ATTEMPTS = 1000;

    private final SearchSpace space;
    private final DeviceProfile profile;
    private final ModelRunner runner;
    private final ProfilePlan plan;
    private final ProfileListener listener;

    /**
     * @param plan whose rounds, tolerance and seed are used
     * @throws dev.specialize.devices.ProfileMismatchException if the profile is of another device, runtime or space
     */
    public ProfileCheck(
            SearchSpace space, DeviceProfile profile, ModelRunner runner, ProfilePlan plan, ProfileListener listener) {
        profile.requireSpace(new SpaceBlocks(space).identity());
        profile.requireDevice(runner.identity());
        profile.requireRuntime(runner.runtime());
        this.space = space;
        this.profile = profile;
        this.runner = runner;
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * Times networks and compares them with what the profile predicts.
     *
     * @param nets number of networks, at least 2
     * @throws dev.specialize.devices.DeviceException if the device is lost
     * @throws UnstableMeasurementException if the device is too busy
     */
    public ProfileCheckResult of(int nets) {
        LatencyModel model = LatencyModel.of(profile, space);
        List<Architecture> architectures = unknown(model, nets);
        Repeats repeats = plan.repeatsFromNow();
        ProgressMeter meter = new ProgressMeter(listener, repeats, 0);
        Rounds rounds = new Rounds(
                runner,
                plan.sampling(),
                repeats,
                Subject.reference(space, ModelForm.of(profile)),
                VisitLog.NONE,
                meter,
                listener);
        List<Subject> subjects = architectures.stream()
                .map(architecture -> Subject.net(space, architecture, ModelForm.of(profile)))
                .toList();
        Map<Subject, Timing> timings = new Measurement(rounds, plan, meter).time(subjects);
        List<TimedNet> timed = new ArrayList<>();
        for (int i = 0; i < nets; i++) {
            timed.add(new TimedNet(architectures.get(i), timings.get(subjects.get(i))));
        }
        int processes = rounds.usualNanosByRound().size();
        return ProfileCheckResult.of(model, timed, processes, referenceDrift(rounds.referenceNanos()));
    }

    private double referenceDrift(List<Double> nanos) {
        List<Double> former =
                profile.measurement().map(DeviceMeasurement::referenceNanos).orElse(List.of());
        return former.isEmpty() ? 0 : new Samples(nanos).medianNanos() / new Samples(former).medianNanos() - 1;
    }

    /** Random networks, at each resolution in its turn, that the profile was neither fitted to nor judged by. */
    private List<Architecture> unknown(LatencyModel model, int count) {
        Set<Architecture> known = new HashSet<>();
        profile.nets().forEach(net -> known.add(Architecture.parse(net.architecture())));
        SplittableRandom random = new SplittableRandom(~plan.seed());
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        List<Architecture> nets = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS * count && nets.size() < count; attempt++) {
            int resolution =
                    model.resolutions().get(nets.size() % model.resolutions().size());
            Architecture architecture = sampler.sample(resolution, random);
            if (known.add(architecture)) {
                nets.add(architecture);
            }
        }
        if (nets.size() < count) {
            throw new IllegalArgumentException(
                    "The space " + space.name() + " has no " + count + " networks that the profile does not know");
        }
        return nets;
    }
}
