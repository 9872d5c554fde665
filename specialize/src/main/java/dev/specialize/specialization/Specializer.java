package dev.specialize.specialization;

import dev.specialize.onnx.BatchSize;
import dev.specialize.predictor.PredictorModel;
import dev.specialize.search.SearchResult;
import dev.specialize.search.SizeBudget;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import dev.specialize.specialization.SpecializationManifest.Evaluated;
import dev.specialize.supernet.Supernet;
import dev.specialize.supernet.TorchEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the most accurate model that keeps a budget on a device: searches, measures the finalists where the device can be
 * reached, exports the winner and verifies the file.
 */
public final class Specializer {
    /** Below this share of every limit, the limits do not bind. */
    private static final double SPARE = 0.9;

    /** Subnets that are evaluated where nobody says how many and it tells more than the predictor. */
    private static final int USUAL_EVALUATIONS = 12;

    private final Supernet supernet;
    private final Optional<ValidationHalves> halves;
    private final PredictorModel predictor;
    private final TargetDevice device;
    private final ModelLabel label;
    private final SubnetSearch subnetSearch;
    private final Map<Architecture, boolean[]> rightAnswers = new HashMap<>();
    private final Consumer<String> notes;

    /**
     * Prepares.
     *
     * @param predictor of the supernet's space, see {@link SupernetPredictor}
     * @param promise what keeping a budget means
     * @param notes told what is being done, in short sentences
     * @throws dev.specialize.devices.ProfileMismatchException if the profile is of another search space
     */
    public Specializer(
            Supernet supernet,
            PredictorModel predictor,
            TargetDevice device,
            LatencyPromise promise,
            Consumer<String> notes) {
        this(supernet, predictor, device, promise, ModelLabel.of(supernet.manifest()), notes);
    }

    /**
     * Prepares for models of a platform and a form.
     *
     * @param predictor of the supernet's space, see {@link SupernetPredictor}
     * @param promise what keeping a budget means
     * @param notes told what is being done, in short sentences
     * @throws dev.specialize.devices.ProfileMismatchException if the profile is of another search space
     * @throws dev.specialize.platform.NonconformingModelException if the platform takes no model of the search space
     * @throws dev.specialize.quantization.QuantizationException if the space has none of a layer to keep in float32
     */
    public Specializer(
            Supernet supernet,
            PredictorModel predictor,
            TargetDevice device,
            LatencyPromise promise,
            ModelLabel label,
            Consumer<String> notes) {
        label.requireTaken(supernet.space());
        label.requireKeptAmong(supernet.space().lower(supernet.space().largest()));
        device.profile().requirePrecision(label.precision().computed());
        this.supernet = supernet;
        this.label = label;
        this.device = device;
        this.notes = notes;
        this.predictor = predictor;
        halves = ValidationHalves.of(supernet);
        subnetSearch = new SubnetSearch(supernet.space(), predictor, device.profile(), promise, label);
    }

    /** One that searches by the supernet's own predictor, keeps budgets as usual and tells nothing while it works. */
    public static Specializer of(Supernet supernet, TargetDevice device) {
        return new Specializer(supernet, SupernetPredictor.read(supernet), device, LatencyPromise.USUAL, note -> {});
    }

    /**
     * The whole job.
     *
     * @throws IllegalArgumentException if subnets are to be evaluated and the supernet has no images for that, or the
     *     predictor does not learn
     * @throws dev.specialize.search.InfeasibleException if no subnet keeps the budgets
     * @throws BudgetMissedException if the device runs no candidate within the budget, whatever was predicted
     * @throws dev.specialize.export.VerificationException if the exported model does not compute what its subnet does
     * @throws dev.specialize.quantization.QuantizationException if the supernet's calibration images are of no use for
     *     models of eight bits
     */
    public Specialization specialize(Request request) {
        label.requireImages(supernet);
        int evaluations = evaluations(request);
        Request wide = request.withFinalists(request.search().finalists() + evaluations);
        // of its own, so that a model depends on no other budget of the run
        EvaluatedSearch evaluatedSearch = new EvaluatedSearch(predictor, this::rightAnswers, notes);
        PredictorModel learnt =
                evaluatedSearch.learnt(evaluations, model -> search(subnetSearch.predicting(model), wide));
        SubnetSearch start = subnetSearch.predicting(learnt);
        Supernet shipped = evaluations == 0 ? supernet : halves.orElseThrow().reported(supernet);
        Map<Architecture, VerifiedModel> models = new HashMap<>();
        Function<Architecture, VerifiedModel> verified =
                architecture -> models.computeIfAbsent(architecture, a -> verified(shipped, a, request));
        Found found = device.runner()
                .map(runner -> new MeasuredSearch(
                                supernet.folder(),
                                supernet.space(),
                                device.profile(),
                                runner,
                                this::search,
                                verified.andThen(VerifiedModel::timed),
                                label.platform(),
                                notes)
                        .run(start, request))
                .orElseGet(() -> predicted(start, request));
        Architecture architecture = found.winner().architecture();
        VerifiedModel model = verified.apply(architecture);
        Found compared = device.runner()
                .map(runner -> found.comparedOnDevice(model.on(runner, shipped, architecture.resolution())))
                .orElse(found);
        Evaluated evaluated = evaluations == 0
                ? Evaluated.NONE
                : new Evaluated(
                        evaluatedSearch.evaluated(),
                        halves.orElseThrow().choosing().count());
        return Specialization.of(shipped, learnt, device, label, request, compared, evaluated, model);
    }

    private int evaluations(Request request) {
        request.requireEvaluable(supernet, predictor);
        return request.evaluations().orElseGet(this::usualEvaluations);
    }

    private int usualEvaluations() {
        if (!predictor.learns()) {
            return 0;
        }
        // of the resolutions that are searched: the predictor may know no others
        double accuracy = predictor.predictor().accuracy(subnetSearch.space().largest());
        return halves.filter(h -> h.tellMoreThan(predictor, accuracy)).isPresent() ? USUAL_EVALUATIONS : 0;
    }

    /** Each is evaluated once, whatever it is asked for. */
    private List<boolean[]> rightAnswers(List<Architecture> architectures) {
        List<Architecture> unknown =
                architectures.stream().filter(a -> !rightAnswers.containsKey(a)).toList();
        if (!unknown.isEmpty()) {
            try (TorchEngine engine = TorchEngine.open()) {
                List<boolean[]> found = supernet.evaluation(engine)
                        .rightAnswers(unknown, halves.orElseThrow().choosing(), () -> false)
                        .orElseThrow();
                for (int i = 0; i < found.size(); i++) {
                    rightAnswers.put(unknown.get(i), found.get(i));
                }
            }
        }
        return architectures.stream().map(rightAnswers::get).toList();
    }

    private VerifiedModel verified(Supernet shipped, Architecture architecture, Request request) {
        if (supernet.calibration().isEmpty()) {
            notes.accept(Statistics.NOT_RECALIBRATED);
        }
        notes.accept("export and verify " + architecture);
        Limits limits = request.limits();
        VerifiedModel model = VerifiedModel.of(
                shipped, architecture, BatchSize.of(device.profile().batch()), label, limits);
        limits.modelSize().ifPresent(budget -> requireWithin(budget, model));
        return model;
    }

    /** The search counts no byte too few; if it ever does, nothing is shipped. */
    private static void requireWithin(SizeBudget budget, VerifiedModel model) {
        if (model.onnx().length > budget.bytes()) {
            throw new BudgetMissedException("The model has " + model.onnx().length + " bytes, more than " + budget
                    + ", though fewer were expected. Maybe lower --max-size.");
        }
    }

    private Found predicted(SubnetSearch start, Request request) {
        SearchResult result = search(start, request);
        Architecture winner = result.best().architecture();
        return new Found(
                result.best(),
                start.promise(),
                start.latency(winner),
                result,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                1);
    }

    private SearchResult search(SubnetSearch search, Request request) {
        SearchSpace space = search.space();
        SearchResult result = search.under(request.limits(), request.search());
        notes.accept(String.format(
                Locale.ROOT,
                "searched %,d of %.2g subnets in %.2f s: %s, latency %s",
                result.evaluations(),
                space.size().doubleValue(),
                result.duration().toNanos() / 1e9,
                search.asAccuracy(result.best().predictedAccuracy())
                        .map(accuracy -> String.format(Locale.ROOT, "predicted accuracy %.2f %%", 100 * accuracy))
                        .orElse(Ranking.ANGLE.told()),
                milliseconds(result.best().uses().get(0).predicted())));
        boolean spare = result.best().uses().stream().allMatch(use -> use.withMargin() < SPARE * use.limit());
        if (spare) {
            notes.accept("the budget is not used up: no subnet that takes more is "
                    + (search.predictsAccuracy() ? "predicted to be more accurate" : "ranked higher"));
        }
        return result;
    }

    private static String milliseconds(double nanos) {
        return String.format(Locale.ROOT, "%.3g ms", nanos / 1e6);
    }
}
