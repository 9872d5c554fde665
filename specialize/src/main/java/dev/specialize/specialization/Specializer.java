package dev.specialize.specialization;

import dev.specialize.devices.DeviceMeasurement;
import dev.specialize.devices.Sampling;
import dev.specialize.export.BatchSize;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.Candidate;
import dev.specialize.search.InfeasibleException;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.SearchResult;
import dev.specialize.search.SizeBudget;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.LatencyTrial.Measured;
import dev.specialize.supernet.Supernet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Makes the most accurate model that keeps a budget on a device: searches, measures the finalists where the device can be
 * reached, exports the winner and verifies the file.
 */
public final class Specializer {
    /** Rounds of searching and measuring; each asks for what the one before was too slow by. */
    private static final int MOST_ROUNDS = 3;

    /** Below this share of every limit, the limits do not bind. */
    private static final double SPARE = 0.9;

    private final Supernet supernet;
    private final PredictorModel predictor;
    private final TargetDevice device;
    private final SubnetSearch subnetSearch;
    private final Consumer<String> notes;

    /**
     * Prepares.
     *
     * @param predictor of the supernet's space, see {@link SupernetPredictor}
     * @param notes told what is being done, in short sentences
     * @throws dev.specialize.devices.ProfileMismatchException if the profile is of another search space
     */
    public Specializer(Supernet supernet, PredictorModel predictor, TargetDevice device, Consumer<String> notes) {
        this.supernet = supernet;
        this.device = device;
        this.notes = notes;
        this.predictor = predictor;
        subnetSearch =
                new SubnetSearch(supernet.space(), predictor, device.profile(), ModelLabel.of(supernet.manifest()));
    }

    /**
     * The whole job.
     *
     * @throws dev.specialize.search.InfeasibleException if no subnet keeps the budgets
     * @throws BudgetMissedException if the device runs no candidate within the budget, whatever was predicted
     * @throws dev.specialize.export.VerificationException if the exported model does not compute what its subnet does
     */
    public Specialization specialize(Request request) {
        Found found = device.runner().isPresent() ? measured(request) : predicted(request);
        Architecture architecture = found.winner.architecture();
        if (supernet.calibration().isEmpty()) {
            notes.accept(Statistics.NOT_RECALIBRATED);
        }
        notes.accept("export and verify " + architecture);
        VerifiedModel model = VerifiedModel.of(supernet, architecture, BatchSize.ONE);
        request.limits().modelSize().ifPresent(budget -> requireWithin(budget, model));
        return Specialization.of(supernet, predictor, device, request, found, model);
    }

    /** The search counts no byte too few; if it ever does, nothing is shipped. */
    private static void requireWithin(SizeBudget budget, VerifiedModel model) {
        if (model.onnx().length > budget.bytes()) {
            throw new IllegalStateException(
                    "The model has " + model.onnx().length + " bytes, more than " + budget + ", which were promised");
        }
    }

    /**
     * What search and measurement came to.
     *
     * @param measured every candidate that was measured; the winner is the last of them, if any
     */
    record Found(Candidate winner, SearchResult search, List<Measured> measured, double relativeMargin, int rounds) {}

    private Found predicted(Request request) {
        SearchResult result = search(request, subnetSearch.relativeMargin());
        return new Found(result.best(), result, List.of(), subnetSearch.relativeMargin(), 1);
    }

    private Found measured(Request request) {
        Sampling sampling =
                device.profile().measurement().map(DeviceMeasurement::sampling).orElse(Sampling.DEFAULT);
        LatencyTrial trial = new LatencyTrial(
                supernet.space(), supernet.weights(), device.runner().orElseThrow(), sampling);
        List<Measured> all = new ArrayList<>();
        double margin = subnetSearch.relativeMargin();
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            SearchResult result = searchAgain(request, margin, all);
            LatencyTrial.Outcome outcome =
                    trial.run(result.finalists(), (double) request.latency().nanos());
            all.addAll(outcome.measured());
            if (outcome.winner().isPresent()) {
                Measured winner = outcome.winner().get();
                notes.accept("measured " + milliseconds(winner.timing().latencyNanos()));
                return new Found(winner.candidate(), result, all, margin, round);
            }
            margin = Math.max(margin, slownessOf(outcome.measured())) * 1.02;
            notes.accept(
                    "all " + outcome.measured().size() + " candidates are slower than predicted; searching again with "
                            + Math.round(100 * margin) + " % margin");
        }
        throw missed(request.latency(), all);
    }

    /** A budget that some subnet keeps as predicted, but none as fast as the device turned out to be, was missed. */
    private SearchResult searchAgain(Request request, double margin, List<Measured> measured) {
        try {
            return search(request, margin);
        } catch (InfeasibleException e) {
            throw measured.isEmpty() ? e : missed(request.latency(), measured);
        }
    }

    /** By how much the least disturbed of them was slower than predicted, as a share. */
    private static double slownessOf(List<Measured> measured) {
        return measured.stream()
                .mapToDouble(m -> m.timing().latencyNanos() / nanos(m.candidate()) - 1)
                .min()
                .orElse(0);
    }

    private BudgetMissedException missed(LatencyBudget budget, List<Measured> measured) {
        double fastest = measured.stream()
                .mapToDouble(m -> m.timing().latencyNanos())
                .min()
                .orElseThrow();
        return new BudgetMissedException(device.profile().name() + " ran none of " + measured.size()
                + " candidates within " + budget + " (fastest: " + milliseconds(fastest)
                + "). Maybe the device is busy; else profile it again: specialize profile --device "
                + device.profile().name());
    }

    private SearchResult search(Request request, double margin) {
        SearchSpace space = subnetSearch.space();
        SearchResult result = subnetSearch.under(request.limits(), request.search(), margin);
        notes.accept(String.format(
                Locale.ROOT,
                "searched %,d of %.2g subnets in %.2f s: predicted accuracy %.2f %%, latency %s",
                result.evaluations(),
                space.size().doubleValue(),
                result.duration().toNanos() / 1e9,
                100 * result.best().predictedAccuracy(),
                milliseconds(nanos(result.best()))));
        boolean spare = result.best().uses().stream().allMatch(use -> use.withMargin() < SPARE * use.limit());
        if (spare) {
            notes.accept("the budget is not used up: no subnet that takes more is predicted to be more accurate");
        }
        return result;
    }

    /** Predicted latency without margin; latency is the first constraint. */
    static double nanos(Candidate candidate) {
        return candidate.uses().get(0).predicted();
    }

    private static String milliseconds(double nanos) {
        return String.format(Locale.ROOT, "%.3g ms", nanos / 1e6);
    }
}
