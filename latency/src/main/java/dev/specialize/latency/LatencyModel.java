package dev.specialize.latency;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.NetRole;
import dev.specialize.devices.ProfileMismatchException;
import dev.specialize.regression.BayesianRegression;
import dev.specialize.regression.EstimatedVariance;
import dev.specialize.space.Architecture;
import dev.specialize.space.Layer;
import dev.specialize.space.Network;
import dev.specialize.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Predicts how long the networks of a space take on a device, and how sure that is.
 *
 * <p>The time of a network is the sum of its blocks' times in the profile's table, each multiplied by one plus shares that
 * blocks have in common: all of them, those of a resolution, those with the same kernel, and so on ({@link LatencyTerms}).
 * Of these shares the profile's {@link LatencyPrior} says how large they may be, and the whole networks in the profile what
 * they are: a Bayesian linear regression of relative errors. Its mean is additive over layers, so a search can tabulate
 * it; its variance tells how far a prediction may be off.
 */
public final class LatencyModel {
    /** Beyond so many standard deviations an observation counts less (Huber, Annals of Statistics 35, 1964). */
    private static final double TUNING = 2.5;

    private static final int REWEIGHTINGS = 3;
    private static final double LEAST_NOISE = 1e-4;
    /** How far a device's speed may be from what it was when it was profiled: other clocks, heat, systems. */
    private static final double DRIFT = 0.05;

    private final SearchSpace space;
    private final BlockTable table;
    private final List<Integer> resolutions;
    private final LatencyPrior prior;
    /** Relative, of a process to come around those that the networks were timed in. */
    private final EstimatedVariance process;

    private final LatencyTerms terms;
    private final List<TimedNet> nets;
    private final List<Network> networks;
    /** From the table's times to those of the device, roughly: what is left for the regression is small. */
    private final double scale;

    private final double usualNanos;
    private final BayesianRegression regression;
    private final QuantileRatio ratio;
    /** How much slower the device is now than when it was profiled. */
    private final double pace;

    private LatencyModel(
            SearchSpace space,
            BlockTable table,
            List<Integer> resolutions,
            LatencyPrior prior,
            EstimatedVariance process,
            LatencyTerms terms,
            List<TimedNet> nets,
            LatencyQuantile quantile,
            double pace) {
        this.pace = pace;
        this.space = space;
        this.table = table;
        this.resolutions = resolutions;
        this.prior = prior;
        this.process = process;
        this.terms = terms;
        this.nets = List.copyOf(nets);
        this.networks = this.nets.stream().map(net -> network(space, net)).toList();
        this.scale = scale();
        this.usualNanos = usualNanos();
        this.regression = regression();
        this.ratio = QuantileRatio.of(this.nets, quantile);
    }

    /** The model of the median run, see {@link #of(DeviceProfile, SearchSpace, LatencyQuantile)}. */
    public static LatencyModel of(DeviceProfile profile, SearchSpace space) {
        return of(profile, space, LatencyQuantile.P50);
    }

    /**
     * The model of a profile, for the resolutions that the profile covers.
     *
     * @param quantile of the runs that is predicted
     * @throws ProfileMismatchException if the profile was made for another space, or does not know the quantile
     * @throws MissingBlocksException if it covers no resolution of the space, or lacks blocks of one that it covers
     */
    public static LatencyModel of(DeviceProfile profile, SearchSpace space, LatencyQuantile quantile) {
        SpaceBlocks blocks = new SpaceBlocks(space);
        profile.requireSpace(blocks.identity());
        profile.requireQuantile(quantile);
        List<Integer> covered = profile.resolutions().stream()
                .filter(space.resolutions()::contains)
                .toList();
        if (covered.isEmpty()) {
            throw MissingBlocksException.ofResolutions(profile.name(), space);
        }
        BlockTable table = new BlockTable(profile.timingByBlock());
        Set<String> needed = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        for (int resolution : covered) {
            for (Layer layer : blocks.at(resolution)) {
                needed.add(layer.key());
                if (table.timing(resolution, layer).isEmpty()) {
                    missing.add(layer.key());
                }
            }
        }
        if (!missing.isEmpty()) {
            throw MissingBlocksException.ofProfile(profile.name(), space, missing, needed.size());
        }
        return of(space, table, covered, profile.prior(), nets(profile), quantile);
    }

    /**
     * A model of a table that nothing else is known of.
     *
     * @param resolutions that the table covers
     */
    static LatencyModel of(
            SearchSpace space, BlockTable table, List<Integer> resolutions, LatencyPrior prior, List<TimedNet> nets) {
        return of(space, table, resolutions, prior, nets, LatencyQuantile.P50);
    }

    private static LatencyModel of(
            SearchSpace space,
            BlockTable table,
            List<Integer> resolutions,
            LatencyPrior prior,
            List<TimedNet> nets,
            LatencyQuantile quantile) {
        return new LatencyModel(
                space,
                table,
                resolutions,
                prior,
                ProcessSpread.between(prior, 1),
                new LatencyTerms(space),
                nets,
                quantile,
                1);
    }

    /** The same table with other networks. */
    LatencyModel withNets(List<TimedNet> newNets) {
        return with(newNets, process, pace);
    }

    /** The same table with some of the networks, evenly spread, at most so many. */
    LatencyModel withSomeNets(int most) {
        int step = Math.max(1, (nets.size() + most - 1) / most);
        return step == 1
                ? this
                : withNets(IntStream.range(0, nets.size() / step)
                        .mapToObj(i -> nets.get(i * step))
                        .toList());
    }

    LatencyModel withPrior(LatencyPrior newPrior) {
        EstimatedVariance newProcess = ProcessSpread.between(newPrior, 1);
        return new LatencyModel(space, table, resolutions, newPrior, newProcess, terms, nets, ratio.quantile(), pace);
    }

    private LatencyModel with(List<TimedNet> newNets, EstimatedVariance newProcess, double newPace) {
        return new LatencyModel(
                space, table, resolutions, prior, newProcess, terms, newNets, ratio.quantile(), newPace);
    }

    /**
     * What the model becomes when more networks were timed, all of them now. What they have in common may be the device's
     * speed of the day, which the networks of the profile know nothing of; the rest is learned as if it had been timed
     * with those.
     *
     * @param newProcess relative variance of a process to come around those that they were timed in
     */
    public LatencyModel learning(List<TimedNet> more, EstimatedVariance newProcess) {
        double now = pace * (1 + commonExcess(more));
        Stream<TimedNet> atFormerPace = more.stream()
                .map(net -> new TimedNet(net.architecture(), net.timing().times(1 / now)));
        return with(Stream.concat(nets.stream(), atFormerPace).toList(), newProcess, now);
    }

    /** The share that all of some networks take longer than predicted: the mean of its normal distribution. */
    private double commonExcess(List<TimedNet> more) {
        double precision = 1 / (DRIFT * DRIFT);
        double sum = 0;
        for (TimedNet net : more) {
            LatencyPrediction predicted = predictUndisturbed(space.lower(net.architecture()));
            double deviation = Math.max(predicted.deviationNanos() / predicted.nanos(), LEAST_NOISE);
            precision += 1 / (deviation * deviation);
            sum += (net.timing().latencyNanos() / (pace * predicted.nanos()) - 1) / (deviation * deviation);
        }
        return sum / precision;
    }

    private static List<TimedNet> nets(DeviceProfile profile) {
        return profile.nets().stream().map(TimedNet::of).toList();
    }

    private static Network network(SearchSpace space, TimedNet net) {
        space.requireContains(net.architecture());
        return space.lower(net.architecture());
    }

    private double scale() {
        double[] ratios = new double[nets.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = nets.get(i).timing().latencyNanos() / table.nanos(networks.get(i));
        }
        Arrays.sort(ratios);
        return ratios.length == 0 ? 1 : (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
    }

    private double usualNanos() {
        int middle = resolutions.get(resolutions.size() / 2);
        Architecture smallest = space.smallest();
        Network network = space.lower(new Architecture(middle, smallest.widths(), smallest.stages()));
        return scale * table.nanos(network) / network.layers().size();
    }

    private BayesianRegression regression() {
        double[] deviations = terms.deviations(prior);
        double[] noise = new double[nets.size()];
        Arrays.fill(noise, leastNoise());
        double[][] rows = rows();
        double[] targets = targets();
        BayesianRegression fitted = BayesianRegression.fit(deviations, rows, targets, noise);
        for (int i = 0; i < REWEIGHTINGS && discounted(fitted, noise); i++) {
            fitted = BayesianRegression.fit(deviations, rows, targets, noise);
        }
        return fitted;
    }

    private double leastNoise() {
        return Math.max(prior.noise(), LEAST_NOISE);
    }

    /** Of each network its features as shares of its time. */
    private double[][] rows() {
        double[][] rows = new double[nets.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = shares(networks.get(i), nets.get(i).timing().latencyNanos());
        }
        return rows;
    }

    /** Of each network the relative error of the table. */
    double[] targets() {
        double[] targets = new double[nets.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = 1
                    - scale
                            * table.nanos(networks.get(i))
                            / nets.get(i).timing().latencyNanos();
        }
        return targets;
    }

    /** The features of a network, by its time: what multiplies the weights. */
    private double[] shares(Network network, double nanos) {
        double[] row = features(network);
        for (int i = 0; i < row.length; i++) {
            row[i] /= nanos;
        }
        return row;
    }

    /** The features of the networks, as shares of their times, by group: what {@link PriorFit} needs. */
    List<double[][]> sharesByGroup() {
        double[][] rows = rows();
        return Arrays.stream(LatencyTerms.Group.values())
                .map(group -> columns(rows, terms.columns(group)))
                .toList();
    }

    private static double[][] columns(double[][] rows, int[] columns) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(columns).mapToDouble(c -> row[c]).toArray())
                .toArray(double[][]::new);
    }

    /** The features of a network, as shares of the time that it is predicted to take. */
    double[] shares(Network network) {
        return shares(network, undisturbedNanos(network));
    }

    /** What is believed of each feature's weight before the networks. */
    double[] deviations() {
        return terms.deviations(prior);
    }

    private double[] features(Network network) {
        double[] row = new double[terms.size()];
        int resolution = network.input().size();
        for (Layer layer : network.layers()) {
            terms.add(row, resolution, layer, scale * table.nanos(resolution, layer), usualNanos);
        }
        return row;
    }

    /** Whether some network now lies so far off that it counts less than before. */
    private boolean discounted(BayesianRegression fitted, double[] noise) {
        boolean changed = false;
        for (int i = 0; i < noise.length; i++) {
            Network network = networks.get(i);
            double nanos = scale * table.nanos(network) + weighted(fitted, features(network));
            double error = Math.abs(nanos / nets.get(i).timing().latencyNanos() - 1);
            double usual = leastNoise();
            double own = usual * Math.sqrt(Math.max(1, error / (TUNING * usual)));
            changed |= Math.abs(own / noise[i] - 1) > 0.01;
            noise[i] = own;
        }
        return changed;
    }

    private static double weighted(BayesianRegression regression, double[] features) {
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            sum += features[i] == 0 ? 0 : regression.weight(i) * features[i];
        }
        return sum;
    }

    /** The resolutions that it knows, ascending; those of the space that the profile does not cover are not among them. */
    public List<Integer> resolutions() {
        return resolutions;
    }

    LatencyPrior prior() {
        return prior;
    }

    /** Number of networks that it knows. */
    int nets() {
        return nets.size();
    }

    /** Which of a model's runs the predictions are of. */
    public LatencyQuantile quantile() {
        return ratio.quantile();
    }

    /**
     * What one layer adds to the mean of a network's latency.
     *
     * @param resolution of the network's input in pixels
     * @throws IllegalArgumentException if the layer or the resolution is not of the space
     */
    public double layerNanos(int resolution, Layer layer) {
        requireKnown(resolution);
        return pace * ratio.mean() * undisturbedNanos(resolution, layer);
    }

    /** The same for runs that nothing disturbs, which is what tables hold. */
    double undisturbedNanos(int resolution, Layer layer) {
        double nanos = scale * table.nanos(resolution, layer);
        double[] row = new double[terms.size()];
        terms.add(row, resolution, layer, nanos, usualNanos);
        return nanos + weighted(regression, row);
    }

    /**
     * The mean of a network's latency.
     *
     * @throws IllegalArgumentException if it is not of the space
     */
    public double nanos(Network network) {
        return pace * ratio.mean() * undisturbedNanos(network);
    }

    private double undisturbedNanos(Network network) {
        int resolution = requireKnown(network.input().size());
        return network.layers().stream()
                .mapToDouble(layer -> undisturbedNanos(resolution, layer))
                .sum();
    }

    private int requireKnown(int resolution) {
        if (!resolutions.contains(resolution)) {
            throw new IllegalArgumentException("No resolution " + resolution + " in the profile");
        }
        return resolution;
    }

    /** The latency of the network in a process to come. */
    public LatencyPrediction predict(Network network) {
        EstimatedVariance ofRuns = EstimatedVariance.known(ratio.relativeVariance());
        return prediction(nanos(network), relativeVariance(network).plus(ofRuns).plus(process));
    }

    /** The undisturbed latency of the network, at the pace that the profile's were timed at. */
    private LatencyPrediction predictUndisturbed(Network network) {
        return prediction(undisturbedNanos(network), relativeVariance(network));
    }

    /** A network beside what is predicted for it, in the session that the others were timed in. */
    MeasuredNet compared(TimedNet net, NetRole role) {
        LatencyPrediction prediction = predictUndisturbed(space.lower(net.architecture()));
        return compared(net, role, prediction.nanos(), prediction.deviationNanos());
    }

    /**
     * The same for a network that was timed in other processes. The deviation is that of the normal distribution with the
     * same 95 % interval.
     *
     * @param session relative variance of all networks together in those processes
     */
    MeasuredNet comparedLater(TimedNet net, NetRole role, EstimatedVariance session) {
        Network network = space.lower(net.architecture());
        double nanos = undisturbedNanos(network);
        double half = nanos * relativeVariance(network).plus(session).bound(0.975);
        return compared(net, role, nanos, half / MeasuredNet.INTERVAL_DEVIATIONS);
    }

    private static MeasuredNet compared(TimedNet net, NetRole role, double nanos, double deviationNanos) {
        return new MeasuredNet(net.architecture().toString(), role, net.timing(), nanos, deviationNanos);
    }

    private static LatencyPrediction prediction(double nanos, EstimatedVariance relative) {
        return new LatencyPrediction(nanos, nanos * Math.sqrt(relative.value()), relative.degrees());
    }

    private EstimatedVariance relativeVariance(Network network) {
        double nanos = undisturbedNanos(network);
        return EstimatedVariance.known(
                regression.variance(features(network)) / (nanos * nanos) + prior.noise() * prior.noise());
    }
}
