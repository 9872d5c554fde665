package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.Provenance;
import dev.specialize.devices.SourceFile;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes a device's profile from whole networks that somebody timed there, and from what is believed of its blocks: what
 * they cost, or what they take on another device.
 */
public final class LatencyImport {
    /** Fewer leave nothing to judge the others by. */
    private static final int LEAST_NETS = 3;
    /** Of the random networks that the chosen ones are to tell of. */
    private static final long SEED = 1;

    private final SearchSpace space;
    private final String base;
    private final List<SourceFile> sources;
    private final BlockTable table;
    private final List<Integer> resolutions;
    private final LatencyPrior prior;

    private LatencyImport(
            SearchSpace space,
            String base,
            List<SourceFile> sources,
            BlockTable table,
            List<Integer> resolutions,
            LatencyPrior prior) {
        this.space = space;
        this.base = base;
        this.sources = sources;
        this.table = table;
        this.resolutions = resolutions;
        this.prior = prior;
    }

    /** Nothing but the networks is known of the device: blocks are believed to take what they cost. */
    public static LatencyImport of(SearchSpace space) {
        return new LatencyImport(
                space, "costs", List.of(), BlockTable.rough(space), space.resolutions(), UsualPriors.COSTS);
    }

    /**
     * Blocks are believed to take what they take on another device, as far as the networks do not say otherwise.
     *
     * @param other profile of that device
     * @param source its file
     * @throws dev.specialize.devices.ProfileMismatchException if it is of another space
     */
    public static LatencyImport from(DeviceProfile other, SourceFile source, SearchSpace space) {
        LatencyModel model = LatencyModel.of(other, space);
        return new LatencyImport(
                space,
                other.name(),
                List.of(source),
                BlockTable.of(model, space),
                model.resolutions(),
                UsualPriors.ANOTHER_DEVICE);
    }

    /** The profile that all of the networks tell of. */
    public DeviceProfile profile(String name, MeasuredNetworks measured) {
        return profile(name, measured, measured.nets().size());
    }

    /**
     * The profile that some of the networks tell of: those that teach most, chosen without a look at their times. It covers
     * the resolutions of all.
     *
     * @param name of the device
     * @param count of networks, at least 3
     * @throws IllegalArgumentException if there are fewer
     * @throws MissingBlocksException if a network's resolution is not known of the other device
     */
    public DeviceProfile profile(String name, MeasuredNetworks measured, int count) {
        DeviceProfile.requireName(name);
        requireCount(measured, count);
        measured.requireResolutions(base, resolutions);
        List<Integer> covered = measured.resolutions();
        List<TimedNet> nets = count == measured.nets().size() ? measured.nets() : mostInstructive(measured, count);
        FittedNets fitted = FittedNets.of(model(covered, nets), nets, List.of());
        return new DeviceProfile(
                DeviceProfile.FORMAT,
                name,
                Provenance.IMPORTED,
                new SpaceBlocks(space).identity(),
                measured.batch(),
                Optional.empty(),
                Stream.concat(Stream.of(measured.source()), sources.stream()).toList(),
                table.timingByBlock(),
                covered,
                fitted.nets(),
                fitted.prior(),
                Optional.of(fitted.error()));
    }

    private static void requireCount(MeasuredNetworks measured, int count) {
        int there = measured.nets().size();
        if (count < LEAST_NETS || count > there) {
            throw new IllegalArgumentException("A profile needs " + LEAST_NETS + " measured networks at least, and here"
                    + " at most " + there + ", the rows of " + measured.source().name() + "; got " + count);
        }
    }

    private LatencyModel model(List<Integer> covered, List<TimedNet> nets) {
        return LatencyModel.of(space, table, covered, prior, nets);
    }

    private List<TimedNet> mostInstructive(MeasuredNetworks measured, int count) {
        List<Architecture> candidates =
                measured.nets().stream().map(TimedNet::architecture).toList();
        LatencyModel known = model(measured.resolutions(), List.of());
        return NetSample.mostInstructive(space, known, candidates, count, new SplittableRandom(SEED)).stream()
                .map(measured.nets()::get)
                .toList();
    }
}
