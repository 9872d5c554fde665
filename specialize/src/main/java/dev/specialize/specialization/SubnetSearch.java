package dev.specialize.specialization;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.export.ExportOptions;
import dev.specialize.export.ModelSize;
import dev.specialize.latency.LatencyModel;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.AdditiveCost;
import dev.specialize.search.Candidate;
import dev.specialize.search.Constraint;
import dev.specialize.search.ConstraintUse;
import dev.specialize.search.FrontSearch;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.ParetoFront;
import dev.specialize.search.PeakCost;
import dev.specialize.search.Resource;
import dev.specialize.search.Search;
import dev.specialize.search.SearchResult;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Searches for subnets of a space on a device, at the resolutions that both the predictor and the profile know; nothing
 * is trained, run or written.
 */
public final class SubnetSearch {
    private final SearchSpace space;
    private final PredictorModel model;
    private final DeviceProfile profile;
    private final LatencyModel latencyModel;
    private final AdditiveCost nanos;
    private final ModelLabel label;

    /**
     * Prepares.
     *
     * @param label of exported models, which adds to their size
     * @throws dev.specialize.devices.ProfileMismatchException if the profile is of another space
     * @throws IllegalArgumentException if the predictor and the profile have no resolution of the space in common
     */
    public SubnetSearch(SearchSpace whole, PredictorModel model, DeviceProfile profile, ModelLabel label) {
        this.model = model;
        this.profile = profile;
        this.latencyModel = LatencyModel.of(profile, whole);
        this.space = whole.withResolutions(common(whole, latencyModel.resolutions(), model.resolutions()));
        this.nanos = AdditiveCost.of(space, latencyModel::layerNanos, resolution -> 0);
        this.label = label;
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

    /** The profile's margin, which {@link #under} adds to predicted latencies. */
    double relativeMargin() {
        return latencyModel.relativeMargin();
    }

    /** @throws dev.specialize.search.InfeasibleException if no subnet keeps the limits */
    public SearchResult under(Limits limits, SearchSettings settings) {
        return under(limits, settings, relativeMargin());
    }

    /** @param relativeMargin to add to predicted latencies instead of the profile's */
    SearchResult under(Limits limits, SearchSettings settings, double relativeMargin) {
        List<Constraint> constraints = new ArrayList<>();
        limits.latency().ifPresent(b -> constraints.add(latency(b, relativeMargin)));
        limits.macs().ifPresent(b -> constraints.add(Constraint.macs(b, space)));
        limits.parameters().ifPresent(b -> constraints.add(Constraint.parameters(b, space)));
        limits.modelSize().ifPresent(b -> constraints.add(Constraint.modelSize(b, modelBytes())));
        limits.memory().ifPresent(b -> constraints.add(Constraint.memory(b, space)));
        return new Search(space, model.predictor(), settings).under(constraints);
    }

    /** Of the exported files: never less than they will have, and little more. */
    private AdditiveCost modelBytes() {
        ModelSize size = ModelSize.of(space, ExportOptions.of(label.longest(space)));
        return AdditiveCost.ofAnyResolution(space, layer -> (double) size.of(layer), (double) size.besideLayers());
    }

    private Constraint latency(LatencyBudget budget, double relativeMargin) {
        return Constraint.latency(budget, nanos, relativeMargin, profile.name());
    }

    /** What is known of one architecture of the whole space without running it, its resolution among the searched ones. */
    public Candidate predicted(Architecture architecture) {
        double latency = nanos.of(architecture);
        return new Candidate(
                architecture,
                model.predictor().accuracy(architecture),
                List.of(new ConstraintUse(
                        Resource.LATENCY, latency, latency * (1 + relativeMargin()), Double.POSITIVE_INFINITY)));
    }

    /** The least and the most predicted latency of any subnet, margin included, in nanoseconds. */
    public List<Double> latencyRange() {
        double least = nanos.minimum() * (1 + relativeMargin());
        return List.of(least, nanos.of(space.largest()) * (1 + relativeMargin()));
    }

    /**
     * The front of all budgets in one search.
     *
     * @param budgets ascending
     * @param settings whose evaluations are those of one budget
     * @throws dev.specialize.search.InfeasibleException if no subnet keeps any of the budgets
     */
    public FrontFile front(List<LatencyBudget> budgets, SearchSettings settings) {
        FrontSearch search = new FrontSearch(space, model.predictor(), settings);
        ParetoFront front = search.under(
                budgets.stream().map(b -> latency(b, relativeMargin())).toList(),
                Map.of(
                        Resource.MACS, AdditiveCost.macs(space),
                        Resource.PARAMETERS, AdditiveCost.parameters(space),
                        Resource.MODEL_SIZE, modelBytes(),
                        Resource.MEMORY, PeakCost.activationBytes(space)));
        return FrontFile.of(this, front, settings.seed(), search.evaluations());
    }
}
