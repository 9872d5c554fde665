package dev.specialize.latency;

import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.ModelRunner;
import dev.specialize.devices.PredictionError;
import dev.specialize.devices.Provenance;
import dev.specialize.devices.ResolutionScale;
import dev.specialize.devices.Timing;
import dev.specialize.space.Architecture;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the profile of a device for one search space: times all blocks, calibrates their sum on whole networks, and finds
 * its error on others. An interrupted run goes on where it stopped.
 */
public final class Profiler {
    private final SpaceBlocks blocks;
    private final ModelRunner runner;
    private final ProfilePlan plan;
    private final ProfileListener listener;
    private final Clock clock;

    public Profiler(SearchSpace space, ModelRunner runner, ProfilePlan plan, ProfileListener listener) {
        this(space, runner, plan, listener, Clock.systemUTC());
    }

    public Profiler(SearchSpace space, ModelRunner runner, ProfilePlan plan, ProfileListener listener, Clock clock) {
        this.blocks = new SpaceBlocks(space);
        this.runner = runner;
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
        DeviceProfile.requireName(name);
        Path file = target.toAbsolutePath();
        return ProfilingLock.holding(file.getParent(), runner.identity(), () -> profileAlone(name, file));
    }

    private DeviceProfile profileAlone(String name, Path file) {
        try (Journal journal = Journal.open(journalOf(file), header(name), listener)) {
            try {
                DeviceProfile profile = measure(name, journal);
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

    private JournalHeader header(String name) {
        return new JournalHeader(
                JournalHeader.FORMAT, name, runner.identity(), runner.runtime(), blocks.identity(), plan);
    }

    private DeviceProfile measure(String name, Journal journal) {
        List<Integer> resolutions = blocks.spreadResolutions(plan.tableResolutions());
        NetSample nets = NetSample.draw(blocks.space(), resolutions, plan);
        Measurement measurement = new Measurement(
                runner,
                plan,
                Subject.reference(blocks.space()),
                journal,
                new ProgressMeter(listener, clock, journal.known()));
        Map<String, Timing> timings = new LinkedHashMap<>();
        measurement.time(subjects(resolutions, nets)).forEach((subject, timing) -> timings.put(subject.name(), timing));
        return conclude(name, resolutions, nets, timings, measurement.referenceNanos());
    }

    private List<Subject> subjects(List<Integer> resolutions, NetSample nets) {
        Map<String, Subject> byName = new LinkedHashMap<>();
        Stream.concat(
                        blockLayers(resolutions).map(Subject::block),
                        Stream.concat(nets.calibration().stream(), nets.heldOut().stream())
                                .map(architecture -> Subject.net(blocks.space(), architecture)))
                .forEach(subject -> byName.putIfAbsent(subject.name(), subject));
        return new ArrayList<>(byName.values());
    }

    private Stream<Layer> blockLayers(List<Integer> resolutions) {
        return resolutions.stream().flatMap(resolution -> blocks.at(resolution).stream());
    }

    private DeviceProfile conclude(
            String name,
            List<Integer> resolutions,
            NetSample nets,
            Map<String, Timing> timings,
            List<Double> referenceNanos) {
        SortedMap<String, Timing> measured = new TreeMap<>();
        blockLayers(resolutions).forEach(layer -> measured.put(layer.key(), timings.get(layer.key())));
        BlockTable table = BlockTable.complete(blocks, resolutions, measured);
        List<ResolutionScale> scales = calibrate(table, nets.calibration(), timings);
        List<MeasuredNet> heldOut = compare(table, scales, nets.heldOut(), timings);
        DeviceMeasurement measurement = new DeviceMeasurement(
                runner.identity(),
                runner.runtime(),
                clock.instant(),
                plan.sampling(),
                referenceNanos,
                compare(table, scales, nets.calibration(), timings),
                heldOut,
                PredictionError.of(heldOut));
        return new DeviceProfile(
                DeviceProfile.FORMAT,
                name,
                Provenance.MEASURED,
                blocks.identity(),
                Optional.of(measurement),
                List.of(),
                table.timingByBlock(),
                scales,
                Margin.of(heldOut, referenceNanos));
    }

    private List<ResolutionScale> calibrate(
            BlockTable table, List<Architecture> architectures, Map<String, Timing> timings) {
        SortedMap<Integer, List<Calibration.Pair>> pairs = new TreeMap<>();
        for (Architecture architecture : architectures) {
            Subject net = Subject.net(blocks.space(), architecture);
            pairs.computeIfAbsent(architecture.resolution(), r -> new ArrayList<>())
                    .add(new Calibration.Pair(
                            table.nanos(net.network()), timings.get(net.name()).latencyNanos()));
        }
        return Calibration.fit(blocks.space().resolutions(), pairs);
    }

    private List<MeasuredNet> compare(
            BlockTable table,
            List<ResolutionScale> scales,
            List<Architecture> architectures,
            Map<String, Timing> timings) {
        LatencyModel model = new LatencyModel(table, scales, 0);
        return architectures.stream()
                .map(architecture -> {
                    Subject net = Subject.net(blocks.space(), architecture);
                    Network network = net.network();
                    return new MeasuredNet(
                            architecture.toString(),
                            architecture.resolution(),
                            table.nanos(network),
                            model.nanos(network),
                            timings.get(net.name()));
                })
                .toList();
    }
}
