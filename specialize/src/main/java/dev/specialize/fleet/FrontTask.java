package dev.specialize.fleet;

import dev.specialize.cluster.Task;
import dev.specialize.search.Candidate;
import dev.specialize.search.ConstraintUse;
import dev.specialize.search.FrontPoint;
import dev.specialize.search.InfeasibleException;
import dev.specialize.search.LatencyBudget;
import dev.specialize.search.RandomBaseline;
import dev.specialize.search.Resource;
import dev.specialize.search.SearchSettings;
import dev.specialize.space.Architecture;
import dev.specialize.specialization.LatencyFront;
import dev.specialize.specialization.Limits;
import dev.specialize.specialization.SubnetSearch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Searches the front of one device. */
record FrontTask(SearchSetup setup) implements Task<FrontTask.Order, FrontTask.Found> {
    /** Points of a front that may be the fastest, margins included. */
    private static final int FASTEST = 10;

    /**
     * A device's budgets.
     *
     * @param profile as JSON
     * @param searchedNanos budgets to search for, ascending
     * @param askedNanos all budgets, ascending
     * @param evaluations for each budget that is searched
     */
    record Order(String profile, List<Long> searchedNanos, List<Long> askedNanos, int evaluations, long seed)
            implements Serializable {}

    /**
     * What the front is made of.
     *
     * @param random what random search found, for each budget that was asked for
     * @param refusals budgets that nothing keeps
     */
    record Found(List<Point> points, int evaluations, double seconds, List<Drawn> random, List<Refusal> refusals)
            implements Serializable {}

    /** @param message why nothing keeps the budget, and the way out */
    record Refusal(long budgetNanos, String message) implements Serializable {}

    /** @param architecture in the words of {@link Architecture#toString} */
    record Point(String architecture, double accuracy) implements Serializable {
        private static Point of(FrontPoint point) {
            return new Point(point.architecture().toString(), point.predictedAccuracy());
        }
    }

    /**
     * Random search for one budget.
     *
     * @param best at most one
     */
    record Drawn(int draws, int feasible, List<Best> best) implements Serializable {
        private static Drawn of(RandomBaseline random) {
            return new Drawn(
                    random.draws(),
                    random.feasible(),
                    random.best().map(Best::of).stream().toList());
        }

        RandomBaseline baseline() {
            Optional<Candidate> candidate = best.stream().findFirst().map(Best::candidate);
            return new RandomBaseline(draws, feasible, candidate);
        }
    }

    /** The best that random search found. */
    record Best(String architecture, double accuracy, double nanos, double withMargin, double limit)
            implements Serializable {
        private static Best of(Candidate candidate) {
            ConstraintUse use = candidate.uses().get(0);
            return new Best(
                    candidate.architecture().toString(),
                    candidate.predictedAccuracy(),
                    use.predicted(),
                    use.withMargin(),
                    use.limit());
        }

        private Candidate candidate() {
            ConstraintUse use = new ConstraintUse(Resource.LATENCY, nanos, withMargin, limit);
            return new Candidate(Architecture.parse(architecture), accuracy, List.of(use));
        }
    }

    @Override
    public Found run(Order order) {
        long start = System.nanoTime();
        SearchSettings settings = SearchSettings.ofSeed(order.seed).withEvaluations(order.evaluations);
        SubnetSearch search = setup.search(order.profile);
        LatencyFront front = search.latencyFront(budgets(order.searchedNanos), budgets(order.askedNanos), settings);
        List<Point> points =
                new ArrayList<>(front.points().stream().map(Point::of).toList());
        List<Refusal> refusals = new ArrayList<>();
        double fastest = fastest(search, front.points());
        order.askedNanos.stream()
                .filter(nanos -> nanos < fastest)
                .forEach(nanos -> alone(search, nanos, settings, points, refusals));
        return new Found(
                List.copyOf(points),
                front.evaluations(),
                (System.nanoTime() - start) / 1e9,
                front.random().stream().map(Drawn::of).toList(),
                List.copyOf(refusals));
    }

    private static List<LatencyBudget> budgets(List<Long> nanos) {
        return nanos.stream().map(LatencyBudget::new).toList();
    }

    /** The least that a point is sure to keep. */
    private static double fastest(SubnetSearch search, List<FrontPoint> points) {
        return points.stream()
                .sorted(Comparator.comparingDouble(
                        (FrontPoint point) -> point.costs().get(Resource.LATENCY)))
                .limit(FASTEST)
                .mapToDouble(point -> search.latencyUse(point.architecture(), Double.POSITIVE_INFINITY)
                        .withMargin())
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** A budget so tight that the margin decides: a search of its own knows whether anything keeps it. */
    private static void alone(
            SubnetSearch search, long nanos, SearchSettings settings, List<Point> points, List<Refusal> refusals) {
        try {
            Candidate best = search.under(Limits.NONE.withLatency(new LatencyBudget(nanos)), settings)
                    .best();
            points.add(new Point(best.architecture().toString(), best.predictedAccuracy()));
        } catch (InfeasibleException e) {
            refusals.add(new Refusal(nanos, e.getMessage()));
        }
    }
}
