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
import java.util.function.UnaryOperator;
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
    private final Belief belief;

    private LatencyImport(SearchSpace space, Belief belief) {
        this.space = space;
        this.belief = belief;
    }

    /**
     * What is believed of the device before.
     *
     * @param name of whose blocks they are
     * @param covered which resolutions may be predicted, given those of the networks
     */
    private record Belief(
            String name,
            List<SourceFile> sources,
            BlockTable table,
            List<Integer> resolutions,
            LatencyPrior prior,
            UnaryOperator<List<Integer>> covered) {}

    /**
     * Nothing but the networks is known of the device: blocks are believed to take what they cost. How a device's time
     * grows with the resolution, costs hardly tell; so no profile goes beyond the resolutions of its networks.
     */
    public static LatencyImport of(SearchSpace space) {
        BlockTable table = BlockTable.rough(space);
        return new LatencyImport(
                space,
                new Belief(
                        space.name(),
                        List.of(),
                        table,
                        space.resolutions(),
                        UsualPriors.COSTS,
                        measured -> space.resolutions().stream()
                                .filter(r -> measured.get(0) <= r && r <= measured.get(measured.size() - 1))
                                .toList()));
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
        BlockTable table = BlockTable.of(model, space);
        List<Integer> known = model.resolutions();
        return new LatencyImport(
                space,
                new Belief(other.name(), List.of(source), table, known, UsualPriors.ANOTHER_DEVICE, measured -> known));
    }

    /** The profile that all of the networks tell of. */
    public DeviceProfile profile(String name, MeasuredNetworks measured) {
        return profile(name, measured, measured.nets().size());
    }

    /**
     * The profile that some of the networks tell of: those that teach most, chosen without a look at their times.
     *
     * @param name of the device
     * @param count of networks, at least 3
     * @throws IllegalArgumentException if there are fewer
     * @throws MissingBlocksException if a network's resolution is not known of the other device
     */
    public DeviceProfile profile(String name, MeasuredNetworks measured, int count) {
        DeviceProfile.requireName(name);
        requireCount(measured, count);
        measured.requireResolutions(belief.name(), belief.resolutions());
        List<Integer> covered = belief.covered().apply(measured.resolutions());
        List<TimedNet> nets =
                count == measured.nets().size() ? measured.nets() : mostInstructive(measured, covered, count);
        FittedNets fitted = FittedNets.of(model(covered, nets), nets, List.of());
        return new DeviceProfile(
                DeviceProfile.FORMAT,
                name,
                Provenance.IMPORTED,
                new SpaceBlocks(space).identity(),
                measured.batch(),
                Optional.empty(),
                Stream.concat(Stream.of(measured.source()), belief.sources().stream())
                        .toList(),
                belief.table().timingByBlock(),
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
        return LatencyModel.of(space, belief.table(), covered, belief.prior(), nets);
    }

    private List<TimedNet> mostInstructive(MeasuredNetworks measured, List<Integer> covered, int count) {
        List<Architecture> candidates =
                measured.nets().stream().map(TimedNet::architecture).toList();
        LatencyModel known = model(covered, List.of());
        return NetSample.mostInstructive(space, known, candidates, count, new SplittableRandom(SEED)).stream()
                .map(measured.nets()::get)
                .toList();
    }
}
