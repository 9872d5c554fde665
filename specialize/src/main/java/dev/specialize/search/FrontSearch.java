package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.space.SearchSpace;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Searches a whole {@link ParetoFront} in one go: budget after budget of one resource, from tight to loose, each from the
 * best that is known for it, and for some of them again with less of the other resources. Every architecture is scored
 * once for all budgets.
 */
public final class FrontSearch {
    /** Best architectures of each search that are looked at for the front. */
    private static final int KEPT = 100;
    /** Every so many budgets are searched again with less of other resources. */
    private static final int STRIDE = 3;

    /** Part of the evaluations for searches that fill in what a full one leaves. */
    private static final int SHORTER = 4;

    private static final double[] LESS = {0.85, 0.7};

    private final SearchSpace space;
    private final GenomeCodec codec;
    private final GenomeScore score;
    private final Scores scores;
    private final SearchSettings settings;
    private final LongSupplier nanoTime;
    private final SplittableRandom random;
    private final Set<Genome> best = new LinkedHashSet<>();

    /** @param settings whose evaluations and time limit are those of each search, one for a budget and a few more */
    public FrontSearch(SearchSpace space, AccuracyPredictor predictor, SearchSettings settings) {
        this(space, predictor, settings, System::nanoTime);
    }

    /** @param nanoTime a clock such as {@link System#nanoTime}, for the time limit */
    public FrontSearch(SearchSpace space, AccuracyPredictor predictor, SearchSettings settings, LongSupplier nanoTime) {
        this.space = space;
        this.codec = new GenomeCodec(space);
        this.score = predictor.score(codec);
        this.scores = new Scores(score);
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.random = new SplittableRandom(settings.seed());
    }

    /** Distinct architectures whose accuracy was predicted so far. */
    public int evaluations() {
        return scores.evaluations();
    }

    /**
     * The front.
     *
     * @param budgets of the resource that matters most, ascending; those that no subnet keeps are passed over
     * @param others costs of further resources
     * @throws InfeasibleException if no subnet keeps any of the budgets
     * @throws IllegalArgumentException if a cost is over another space
     */
    public ParetoFront under(List<Constraint> budgets, Map<Resource, ? extends ResourceCost> others) {
        budgets.forEach(budget -> budget.cost().requireSpace(space, budget.resource()));
        // some maps have another order in each process, and a later search sets out from what earlier ones found
        Map<Resource, ResourceCost> ordered = new EnumMap<>(Resource.class);
        ordered.putAll(others);
        ordered.forEach((resource, cost) -> cost.requireSpace(space, resource));
        for (int i = 0; i < budgets.size(); i++) {
            Constraint budget = budgets.get(i);
            // a budget that leaves room to what is known already is not where the front is
            boolean spare = i >= 2 && isSpare(budget, budgets.get(i - 2));
            int shorter = Math.max(1, settings.evaluations() / SHORTER);
            Optional<Genome> found = search(List.of(budget), spare ? shorter : settings.evaluations());
            if (found.isPresent() && i % STRIDE == 0 && !spare) {
                ordered.forEach((resource, cost) -> {
                    for (double less : LESS) {
                        double limit = less * cost.of(found.get());
                        search(List.of(budget, new Constraint(resource, cost, limit, 0, "")), shorter);
                    }
                });
            }
        }
        if (best.isEmpty()) {
            throw InfeasibleException.alone(budgets.get(budgets.size() - 1));
        }
        Map<Resource, ResourceCost> costs = new EnumMap<>(Resource.class);
        costs.putAll(ordered);
        budgets.forEach(b -> costs.put(b.resource(), b.cost()));
        return ParetoFront.of(best.stream().map(g -> point(g, costs)).toList());
    }

    /** Whether the best that is known for a budget keeps a tighter one too. */
    private boolean isSpare(Constraint budget, Constraint tighter) {
        return best(budget.bound()::allows).filter(tighter.bound()::allows).isPresent();
    }

    private Optional<Genome> best(Predicate<Genome> allowed) {
        return best.stream()
                .filter(allowed)
                .map(scores::of)
                .min(Scored::compareTo)
                .map(Scored::genome);
    }

    private Optional<Genome> search(List<Constraint> constraints, int evaluations) {
        Problem problem = new Problem(codec, score, constraints);
        Genome anchor;
        try {
            anchor = problem.anchor();
        } catch (InfeasibleException e) {
            return Optional.empty();
        }
        Archive archive = new Archive(
                problem, scores, settings.withEvaluations(evaluations).exhausted(scores, nanoTime), KEPT);
        List<Genome> first = best(problem::allows).stream().toList();
        new GuidedSearch(problem, archive, random.split()).run(anchor, first);
        archive.best().forEach(s -> best.add(s.genome()));
        return Optional.of(archive.best().get(0).genome());
    }

    private FrontPoint point(Genome genome, Map<Resource, ResourceCost> costs) {
        SortedMap<Resource, Double> values = costs.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().of(genome), (a, b) -> a, TreeMap::new));
        return new FrontPoint(codec.decode(genome), scores.of(genome).accuracy(), values);
    }
}
