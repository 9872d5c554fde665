package dev.specialize.latency;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.DeviceState;
import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.Provenance;
import dev.specialize.devices.SourceFile;
import dev.specialize.devices.Timing;
import dev.specialize.space.Architecture;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes the profile of a device for one search space: times blocks and whole networks, fits a model to both, and finds its
 * error on networks that it was not told of. An interrupted run goes on where it stopped.
 */
public final class Profiler {
    private final SpaceBlocks blocks;
    private final ModelRunner runner;
    private final ModelForm form;
    private final ProfilePlan plan;
    private final ProfileListener listener;
    private final Clock clock;

    public Profiler(SearchSpace space, ModelRunner runner, ProfilePlan plan, ProfileListener listener) {
        this(space, runner, 1, plan, listener, Clock.systemUTC());
    }

    /**
     * @param runner of models of the precision that is to be profiled
     * @param batch images that one run takes
     */
    public Profiler(
            SearchSpace space, ModelRunner runner, int batch, ProfilePlan plan, ProfileListener listener, Clock clock) {
        this.blocks = new SpaceBlocks(space);
        this.runner = runner;
        this.form = new ModelForm(batch, runner.runtime().precision());
        this.plan = plan;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Measures and writes the profile. Until it is complete, what was measured is kept in a journal beside it.
     *
     * @param name of the device
     * @param target file of the profile; an older profile there stays until the new one is complete
     * @throws DeviceException if the device is lost
     * @throws UnstableMeasurementException if the device is too busy
     * @throws DeviceBusyException if another profiler is at it
     */
    public DeviceProfile profile(String name, Path target) {
        List<Integer> resolutions = blocks.spreadResolutions(plan.tableResolutions());
        SearchSpace space = blocks.space();
        LatencyModel rough = LatencyModel.of(
                space, BlockTable.rough(space), space.resolutions(), UsualPriors.ISOLATED_BLOCKS, List.of());
        Start start = new Start("", List.of(), rough, resolutions, timings -> measured(resolutions, timings));
        return profile(name, target, start);
    }

    /**
     * Measures a few whole networks only: blocks are believed to take what they take on another device, as far as the
     * networks do not say otherwise.
     *
     * @param other profile of that device, for the same space
     * @param source its file
     * @throws dev.specialize.devices.ProfileMismatchException if it is of another space
     * @throws DeviceException as {@link #profile(String, Path)} does, and so on
     */
    public DeviceProfile adapt(String name, Path target, DeviceProfile other, SourceFile source) {
        warnOfOtherThreads(other);
        LatencyModel model = LatencyModel.of(other, blocks.space());
        BlockTable table = BlockTable.of(model, blocks.space());
        LatencyModel known =
                LatencyModel.of(blocks.space(), table, model.resolutions(), UsualPriors.ANOTHER_DEVICE, List.of());
        return profile(name, target, new Start(source.sha256(), List.of(source), known, List.of(), timings -> table));
    }

    private void warnOfOtherThreads(DeviceProfile other) {
        int here = runner.runtime().threads();
        other.measurement()
                .map(done -> done.runtime().threads())
                .filter(there -> there != here)
                .ifPresent(there -> listener.noted(other.name() + " was profiled with threads: " + there
                        + ", this device is with threads: " + here + ". Maybe choose the same number: blocks that take"
                        + " long with one are others than with more."));
    }

    /**
     * What a measurement begins with.
     *
     * @param base the hash of what it begins with, if that is a file
     * @param known what is believed of the device before
     * @param blockResolutions whose blocks are timed
     * @param table what blocks take, given the times of subjects by name
     */
    private record Start(
            String base,
            List<SourceFile> sources,
            LatencyModel known,
            List<Integer> blockResolutions,
            Function<Map<String, Timing>, BlockTable> table) {}

    private DeviceProfile profile(String name, Path target, Start start) {
        DeviceProfile.requireName(name);
        Path file = target.toAbsolutePath();
        return ProfilingLock.holding(file.getParent(), runner.identity(), () -> alone(name, file, start));
    }

    private DeviceProfile alone(String name, Path file, Start start) {
        try (Journal journal = Journal.open(journalOf(file), header(name, start), listener)) {
            try {
                DeviceProfile profile = measure(name, journal, start);
                profile.write(file);
                journal.delete();
                return profile;
            } catch (UnstableMeasurementException e) {
                journal.delete(); // going on with disturbed times would only fail again
                throw e;
            }
        }
    }

    private static Path journalOf(Path target) {
        return target.resolveSibling(target.getFileName() + ".journal");
    }

    private JournalHeader header(String name, Start start) {
        return new JournalHeader(
                JournalHeader.FORMAT,
                name,
                runner.identity(),
                runner.runtime(),
                blocks.identity(),
                form.batch(),
                start.base(),
                plan.withPatience(Duration.ZERO)); // who has more of it later goes on
    }

    private DeviceProfile measure(String name, Journal journal, Start start) {
        DeviceState before = runner.state();
        NetSample nets = NetSample.draw(blocks.space(), start.known(), plan);
        Repeats repeats = plan.repeatsFromNow();
        ProgressMeter meter = new ProgressMeter(listener, repeats, journal.known());
        Rounds rounds = new Rounds(
                runner, plan.sampling(), repeats, Subject.reference(blocks.space(), form), journal, meter, listener);
        Map<String, Timing> timings = new LinkedHashMap<>();
        new Measurement(rounds, plan, meter)
                .time(subjects(start.blockResolutions(), nets))
                .forEach((subject, timing) -> timings.put(subject.name(), timing));
        DeviceMeasurement done = new DeviceMeasurement(
                runner.identity(),
                runner.runtime(),
                clock.instant(),
                plan.sampling(),
                before,
                runner.state(),
                rounds.referenceNanos());
        return conclude(
                name,
                start,
                done,
                timed(nets.calibration(), timings),
                timed(nets.heldOut(), timings),
                start.table().apply(timings),
                withSession(start.known().prior(), rounds.usualNanosByRound()));
    }

    /** @param usualNanos of the reference in each process */
    private static LatencyPrior withSession(LatencyPrior prior, List<Double> usualNanos) {
        return usualNanos.size() < 2
                ? prior
                : prior.withSession(ProcessTimes.relativeDeviation(usualNanos), usualNanos.size());
    }

    private List<Subject> subjects(List<Integer> resolutions, NetSample nets) {
        Map<String, Subject> byName = new LinkedHashMap<>();
        Stream.concat(
                        blockLayers(resolutions).map(layer -> Subject.block(layer, form)),
                        Stream.concat(nets.calibration().stream(), nets.heldOut().stream())
                                .map(architecture -> Subject.net(blocks.space(), architecture, form)))
                .forEach(subject -> byName.putIfAbsent(subject.name(), subject));
        return new ArrayList<>(byName.values());
    }

    private Stream<Layer> blockLayers(List<Integer> resolutions) {
        return resolutions.stream().flatMap(resolution -> blocks.at(resolution).stream());
    }

    private BlockTable measured(List<Integer> resolutions, Map<String, Timing> timings) {
        SortedMap<String, Timing> measured = new TreeMap<>();
        blockLayers(resolutions).forEach(layer -> measured.put(layer.key(), timings.get(layer.key())));
        return BlockTable.complete(blocks, resolutions, measured);
    }

    private static List<TimedNet> timed(List<Architecture> architectures, Map<String, Timing> timings) {
        return architectures.stream()
                .map(architecture -> new TimedNet(architecture, timings.get(Subject.netName(architecture))))
                .toList();
    }

    private DeviceProfile conclude(
            String name,
            Start start,
            DeviceMeasurement measurement,
            List<TimedNet> calibration,
            List<TimedNet> heldOut,
            BlockTable table,
            LatencyPrior prior) {
        List<Integer> covered = start.known().resolutions();
        LatencyModel model = LatencyModel.of(blocks.space(), table, covered, prior, calibration);
        FittedNets fitted = FittedNets.of(model, calibration, heldOut);
        return new DeviceProfile(
                DeviceProfile.FORMAT,
                name,
                Provenance.MEASURED,
                blocks.identity(),
                form.batch(),
                Optional.of(measurement),
                start.sources(),
                table.timingByBlock(),
                covered,
                fitted.nets(),
                fitted.prior(),
                Optional.of(fitted.error()));
    }
}
