package dev.specialize.specialization;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.export.ModelSize;
import dev.specialize.latency.LatencyModel;
import dev.specialize.latency.LatencyPrediction;
import dev.specialize.latency.TimedNet;
import dev.specialize.predictor.AccuracyEstimates;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.regression.EstimatedVariance;
import dev.specialize.search.AdditiveCost;
import dev.specialize.search.Candidate;
import dev.specialize.search.Constraint;
import dev.specialize.search.ConstraintUse;
import dev.specialize.search.FrontPoint;
import dev.specialize.search.FrontSearch;
import dev.specialize.search.InfeasibleException;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.ParetoFront;
import dev.specialize.search.PeakCost;
import dev.specialize.search.Resource;
import dev.specialize.search.Search;
import dev.specialize.search.SearchResult;
import dev.specialize.search.SearchSettings;
import dev.specialize.search.SharedRandomSearch;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Searches for subnets of a space on a device, at the resolutions that both the predictor and the profile know; nothing
 * is trained, run or written. A latency budget is kept by a subnet that takes no longer with the promised probability.
 */
public final class SubnetSearch {
    /** Subnets by which the usual margin is known. */
    private static final int SAMPLES = 15;

    private static final int SEED = 1;

    private static final double ROUNDING = 1e-12;

    private final SearchSpace space;
    private final PredictorModel model;
    private final DeviceProfile profile;
    private final LatencyModel latencyModel;
    private final LatencyPromise promise;
    private final AdditiveCost nanos;
    private final ModelLabel label;
    private final LongSupplier nanoTime;

    /**
     * Prepares.
     *
     * @param label of exported models, which adds to their size
     * @throws dev.specialize.devices.ProfileMismatchException if the profile is of another space
     * @throws IllegalArgumentException if the predictor and the profile have no resolution of the space in common
     */
    public SubnetSearch(
            SearchSpace whole, PredictorModel model, DeviceProfile profile, LatencyPromise promise, ModelLabel label) {
        this(
                whole,
                model,
                profile,
                LatencyModel.of(profile, whole, promise.quantile()),
                promise,
                label,
                System::nanoTime);
    }

    private SubnetSearch(
            SearchSpace whole,
            PredictorModel model,
            DeviceProfile profile,
            LatencyModel latencyModel,
            LatencyPromise promise,
            ModelLabel label,
            LongSupplier nanoTime) {
        this.model = model;
        this.profile = profile;
        this.latencyModel = latencyModel;
        this.promise = promise;
        this.space = whole.withResolutions(common(whole, latencyModel.resolutions(), model.resolutions()));
        this.nanos = AdditiveCost.of(space, latencyModel::layerNanos, resolution -> 0);
        this.label = label;
        this.nanoTime = nanoTime;
    }

    /** The same search by another clock than {@link System#nanoTime}. */
    SubnetSearch timedBy(LongSupplier clock) {
        return new SubnetSearch(space, model, profile, latencyModel, promise, label, clock);
    }

    /**
     * The same search on a device of which more is known.
     *
     * @param process relative variance of a process to come around those that the networks were timed in
     */
    SubnetSearch learning(List<TimedNet> nets, EstimatedVariance process) {
        LatencyModel learnt = latencyModel.learning(nets, process);
        return new SubnetSearch(space, model, profile, learnt, promise, label, nanoTime);
    }

    /** The same search by a predictor that knows more, of the same resolutions. */
    SubnetSearch predicting(PredictorModel other) {
        return new SubnetSearch(space, other, profile, latencyModel, promise, label, nanoTime);
    }

    private List<Integer> common(SearchSpace whole, List<Integer> profiled, List<Integer> predicted) {
        List<Integer> common = whole.resolutions().stream()
                .filter(profiled::contains)
                .filter(predicted::contains)
                .toList();
        if (common.isEmpty()) {
            throw new IllegalArgumentException("The profile '" + profile.name() + "' covers the resolutions " + profiled
                    + ", the accuracy predictor " + predicted + ". Maybe profile or fit some in common.");
        }
        return common;
    }

    /** The space that is searched: perhaps fewer resolutions than the whole. */
    public SearchSpace space() {
        return space;
    }

    DeviceProfile profile() {
        return profile;
    }

    LatencyPromise promise() {
        return promise;
    }

    /** The latency of one architecture of the whole space, its resolution among the searched ones. */
    public LatencyPrediction latency(Architecture architecture) {
        return latencyModel.predict(space.lower(architecture));
    }

    /** By which share an architecture's predicted latency has to lie below a budget. */
    double relativeMargin(Architecture architecture) {
        return latency(architecture).relativeMargin(promise.confidence());
    }

    /** What most architectures need, or a little more. */
    double usualMargin() {
        SplittableRandom random = new SplittableRandom(SEED);
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        return random.ints(SAMPLES)
                .mapToDouble(i -> relativeMargin(sampler.sample(random)))
                .sorted()
                .skip(SAMPLES / 2)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Searches, and again until the margin is that of the best subnet. A time limit is that of all these searches together.
     *
     * @throws dev.specialize.search.InfeasibleException if no subnet keeps the limits
     */
    public SearchResult under(Limits limits, SearchSettings settings) {
        if (limits.latency().isEmpty()) {
            return search(settings).under(others(limits));
        }
        LatencyBudget budget = limits.latency().orElseThrow();
        List<Constraint> others = others(limits);
        MarginSearch.Settled settled = new MarginSearch(this, budget, others).settled(settings);
        SearchResult found = settled.result();
        List<Constraint> same = constraints(budget, settled.margin(), others);
        return found.withRandom(search(settings).random(same, found.evaluations()));
    }

    /** With a larger margin not even the fastest subnet keeps the budget; any does if that needs a larger one itself. */
    double mostMargin(LatencyBudget budget) {
        double room = budget.nanos() / nanos.minimum() * (1 - ROUNDING) - 1;
        return relativeMargin(nanos.minimiser()) <= room ? room : Double.POSITIVE_INFINITY;
    }

    boolean keeps(Architecture architecture, LatencyBudget budget) {
        ConstraintUse use = latencyUse(architecture, (double) budget.nanos());
        return use.withMargin() <= use.limit();
    }

    Search search(SearchSettings settings) {
        return new Search(space, model.predictor(), settings, nanoTime);
    }

    /** @param relativeMargin to add to predicted latencies */
    List<Constraint> constraints(LatencyBudget budget, double relativeMargin, List<Constraint> others) {
        return Stream.concat(Stream.of(constraint(budget, relativeMargin)), others.stream())
                .toList();
    }

    private List<Constraint> others(Limits limits) {
        List<Constraint> constraints = new ArrayList<>();
        limits.macs().ifPresent(b -> constraints.add(Constraint.macs(b, space)));
        limits.parameters().ifPresent(b -> constraints.add(Constraint.parameters(b, space)));
        limits.modelSize().ifPresent(b -> constraints.add(Constraint.modelSize(b, modelBytes())));
        limits.memory().ifPresent(b -> constraints.add(Constraint.memory(b, space)));
        return constraints;
    }

    /** Of the exported files: never less than they will have, and little more. */
    private AdditiveCost modelBytes() {
        ModelSize size = ModelSize.of(space, label.longestOptions(space));
        return AdditiveCost.ofAnyResolution(space, layer -> (double) size.of(layer), (double) size.besideLayers());
    }

    private Constraint constraint(LatencyBudget budget, double relativeMargin) {
        return Constraint.latency(budget, nanos, relativeMargin, profile.name());
    }

    /** Whether subnets are ranked by accuracies that are predicted; else by the angle that their weights turned. */
    public boolean predictsAccuracy() {
        return model.predictsAccuracy();
    }

    /**
     * What was predicted of a subnet, if that is an accuracy.
     *
     * @return empty if it is an angle
     */
    public Optional<Double> asAccuracy(double predicted) {
        return model.asAccuracy(predicted);
    }

    /** Predictions of accuracy with their uncertainty; empty where others fitted the predictor and tell none. */
    public Optional<AccuracyEstimates> estimates() {
        return model.estimates();
    }

    /** What is known of one architecture of the whole space without running it, its resolution among the searched ones. */
    public Candidate predicted(Architecture architecture) {
        double mean = nanos.of(architecture);
        return new Candidate(
                architecture,
                model.predictor().accuracy(architecture),
                List.of(new ConstraintUse(
                        Resource.LATENCY, mean, mean * (1 + relativeMargin(architecture)), Double.POSITIVE_INFINITY)));
    }

    /**
     * What an architecture, its resolution among the searched ones, takes of a budget.
     *
     * @param limitNanos the margin of what takes more is not computed
     */
    public ConstraintUse latencyUse(Architecture architecture, double limitNanos) {
        double mean = nanos.of(architecture);
        double margin = mean > limitNanos ? 0 : Math.max(0, relativeMargin(architecture));
        return new ConstraintUse(Resource.LATENCY, mean, mean * (1 + margin), limitNanos);
    }

    /** The least and the most predicted latency of any subnet, margin included, in nanoseconds. */
    public List<Double> latencyRange() {
        double margin = 1 + usualMargin();
        return List.of(margin * nanos.minimum(), margin * nanos.of(space.largest()));
    }

    /**
     * What accuracy costs in latency, roughly, where nothing else is limited.
     *
     * @param budgets how many to search for, from the tightest to the loosest, each larger than the last by the same factor
     * @param settings whose evaluations are those of one budget
     * @return the most accurate first
     */
    public List<FrontPoint> latencyFront(int budgets, SearchSettings settings) {
        double margin = usualMargin();
        List<Double> range = latencyRange();
        double ratio = range.get(1) / range.get(0);
        List<Constraint> spread = IntStream.range(0, budgets)
                .mapToDouble(i -> range.get(0) * Math.pow(ratio, i / (budgets - 1.0)))
                .mapToObj(nanos -> constraint(new LatencyBudget((long) Math.ceil(nanos)), margin))
                .toList();
        return new FrontSearch(space, model.predictor(), settings)
                .under(spread, Map.of())
                .along(Resource.LATENCY);
    }

    /**
     * The front of all budgets in one search.
     *
     * @param budgets ascending
     * @param settings whose evaluations are those of one budget
     * @throws dev.specialize.search.InfeasibleException if no subnet keeps any of the budgets
     */
    public FrontFile front(List<LatencyBudget> budgets, SearchSettings settings) {
        double margin = usualMargin();
        FrontSearch search = new FrontSearch(space, model.predictor(), settings);
        ParetoFront front = search.under(
                budgets.stream().map(b -> constraint(b, margin)).toList(),
                Map.of(
                        Resource.MACS, AdditiveCost.macs(space),
                        Resource.PARAMETERS, AdditiveCost.parameters(space),
                        Resource.MODEL_SIZE, modelBytes(),
                        Resource.MEMORY, PeakCost.activationBytes(space)));
        return FrontFile.of(this, front, settings.seed(), search.evaluations());
    }

    /**
     * What is known of many budgets when only latency counts: trade-offs found budget by budget in one search, and what
     * random search finds. Points keep budgets with the margin that most subnets need; some need a little more.
     *
     * @param searched budgets, ascending; those that no subnet keeps are passed over
     * @param asked budgets, of which random search tells too
     * @param settings whose evaluations are those of one budget, and of random search for all together
     */
    public LatencyFront latencyFront(List<LatencyBudget> searched, List<LatencyBudget> asked, SearchSettings settings) {
        double margin = usualMargin();
        List<Constraint> constraints =
                searched.stream().map(b -> constraint(b, margin)).toList();
        SharedRandomSearch random =
                new SharedRandomSearch(space, model.predictor(), settings.evaluations(), settings.seed());
        FrontSearch search = new FrontSearch(space, model.predictor(), settings);
        List<FrontPoint> points;
        try {
            points = search.under(constraints, Map.of()).points();
        } catch (InfeasibleException e) {
            points = List.of(); // no subnet keeps any
        }
        return new LatencyFront(
                points,
                search.evaluations(),
                asked.stream().map(b -> random.under(constraint(b, margin))).toList());
    }
}
