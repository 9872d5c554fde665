package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.RidgePredictors;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrontSearchTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final AccuracyPredictor PREDICTOR =
            RidgePredictors.radial(SPACE, SyntheticPairs.of(SPACE, 150, 0.003, 1), 0.03, 0.1);
    private static final AdditiveCost LATENCY = Synthetic.cost(SPACE, 7);
    private static final Map<Resource, ResourceCost> OTHERS = Map.of(
            Resource.MACS,
            AdditiveCost.macs(SPACE),
            Resource.PARAMETERS,
            AdditiveCost.parameters(SPACE),
            Resource.MEMORY,
            PeakCost.activationBytes(SPACE));
    private static final SearchSettings SETTINGS = SearchSettings.ofSeed(1).withEvaluations(1_500);
    private static final List<Double> BUDGETS = IntStream.range(0, 12)
            .mapToObj(i -> Synthetic.limit(LATENCY, Math.pow(i / 11.0, 2)))
            .toList();
    private static final ParetoFront FRONT =
            new FrontSearch(SPACE, PREDICTOR, SETTINGS).under(constraints(BUDGETS), OTHERS);

    private static List<Constraint> constraints(List<Double> limits) {
        return limits.stream().map(l -> Synthetic.constraint(LATENCY, l)).toList();
    }

    @Test
    void every_point_is_what_it_says() {
        assertThat(FRONT.points()).hasSizeGreaterThan(100);
        for (FrontPoint point : FRONT.points()) {
            Architecture architecture = point.architecture();
            assertThat(point.predictedAccuracy()).isEqualTo(PREDICTOR.accuracy(architecture));
            assertThat(point.costs())
                    .containsOnlyKeys(Resource.LATENCY, Resource.MACS, Resource.PARAMETERS, Resource.MEMORY);
            assertThat(point.costs().get(Resource.LATENCY)).isEqualTo(LATENCY.of(architecture));
            assertThat(point.costs().get(Resource.MACS))
                    .isEqualTo((double) SPACE.lower(architecture).cost().macs());
            assertThat(point.costs().get(Resource.PARAMETERS))
                    .isEqualTo((double) SPACE.lower(architecture).cost().parameters());
            assertThat(point.costs().get(Resource.MEMORY))
                    .isEqualTo((double) SPACE.lower(architecture).cost().peakActivationBytes());
        }
    }

    @Test
    void no_point_covers_another() {
        List<FrontPoint> points = FRONT.points();
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j < points.size(); j++) {
                assertThat(i != j && points.get(i).covers(points.get(j))).isFalse();
            }
        }
    }

    @Test
    void of_equally_accurate_points_only_the_cheapest_stay_whatever_their_order() {
        Architecture small = SPACE.smallest();
        List<FrontPoint> points = List.of(
                point(small, 0.8, 10, 10),
                point(SPACE.largest(), 0.8, 5, 10),
                point(small, 0.8, 5, 12),
                point(small, 0.8, 4, 12),
                point(SPACE.largest(), 0.7, 5, 10),
                point(small, 0.7, 5, 9));
        List<FrontPoint> reversed = new ArrayList<>(points);
        Collections.reverse(reversed);
        ParetoFront front = ParetoFront.of(points);
        assertThat(front.points()).containsExactly(points.get(3), points.get(1), points.get(5));
        assertThat(ParetoFront.of(reversed)).isEqualTo(front);
    }

    private static FrontPoint point(Architecture architecture, double accuracy, double latency, double macs) {
        return new FrontPoint(
                architecture, accuracy, new TreeMap<>(Map.of(Resource.LATENCY, latency, Resource.MACS, macs)));
    }

    @Test
    void the_order_in_which_costs_are_given_changes_nothing() {
        List<Resource> order = new ArrayList<>(OTHERS.keySet());
        Map<Resource, ResourceCost> forwards = new LinkedHashMap<>();
        order.forEach(resource -> forwards.put(resource, OTHERS.get(resource)));
        Collections.reverse(order);
        Map<Resource, ResourceCost> backwards = new LinkedHashMap<>();
        order.forEach(resource -> backwards.put(resource, OTHERS.get(resource)));
        assertThat(few(backwards)).isEqualTo(few(forwards));
    }

    private static ParetoFront few(Map<Resource, ResourceCost> others) {
        return new FrontSearch(SPACE, PREDICTOR, SETTINGS.withEvaluations(400))
                .under(constraints(BUDGETS.subList(4, 8)), others);
    }

    @ParameterizedTest(name = "budget {0} of 12")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void a_budget_is_answered_as_well_as_by_a_search_with_as_many_evaluations(int budget) {
        Map<Resource, Double> limits = Map.of(Resource.LATENCY, BUDGETS.get(budget));
        FrontPoint answer = FRONT.best(limits).orElseThrow();
        assertThat(answer.costs().get(Resource.LATENCY)).isLessThanOrEqualTo(BUDGETS.get(budget));
        assertThat(answer.predictedAccuracy()).isGreaterThanOrEqualTo(fresh(limits) - 5e-4);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void budgets_that_were_not_searched_lose_little_alone_or_together(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double latency = BUDGETS.get(0) * Math.pow(BUDGETS.get(11) / BUDGETS.get(0), random.nextDouble(0.1, 1));
        Map<Resource, Double> one = Map.of(Resource.LATENCY, latency);
        FrontPoint alone = FRONT.best(one).orElseThrow();
        assertThat(alone.costs().get(Resource.LATENCY)).isLessThanOrEqualTo(latency);
        assertThat(alone.predictedAccuracy()).isGreaterThanOrEqualTo(fresh(one) - 0.003);
        double macs = alone.costs().get(Resource.MACS) * random.nextDouble(0.75, 1);
        Map<Resource, Double> both = Map.of(Resource.LATENCY, latency, Resource.MACS, macs);
        FrontPoint together = FRONT.best(both).orElseThrow();
        assertThat(together.keeps(both)).isTrue();
        assertThat(together.predictedAccuracy()).isGreaterThanOrEqualTo(fresh(both) - 0.01);
    }

    private static double fresh(Map<Resource, Double> limits) {
        List<Constraint> constraints = limits.entrySet().stream()
                .map(e -> new Constraint(
                        e.getKey(),
                        e.getKey() == Resource.LATENCY ? LATENCY : OTHERS.get(e.getKey()),
                        e.getValue(),
                        0,
                        ""))
                .toList();
        return new Search(SPACE, PREDICTOR, SETTINGS).under(constraints).best().predictedAccuracy();
    }

    @Test
    void along_a_resource_accuracy_and_cost_fall_together() {
        List<FrontPoint> along = FRONT.along(Resource.LATENCY);
        assertThat(along)
                .isSortedAccordingTo(Comparator.comparingDouble(FrontPoint::predictedAccuracy)
                        .reversed())
                .isSortedAccordingTo(
                        Comparator.comparingDouble((FrontPoint p) -> p.costs().get(Resource.LATENCY))
                                .reversed());
        for (double budget : BUDGETS) {
            Optional<FrontPoint> first = along.stream()
                    .filter(p -> p.costs().get(Resource.LATENCY) <= budget)
                    .findFirst();
            assertThat(first).isEqualTo(FRONT.best(Map.of(Resource.LATENCY, budget)));
        }
    }

    @Test
    void limits_that_no_point_keeps_or_knows_have_no_answer() {
        assertThat(FRONT.best(Map.of(Resource.LATENCY, 0.99 * LATENCY.minimum())))
                .isEmpty();
        ParetoFront ofOne =
                new FrontSearch(SPACE, PREDICTOR, SETTINGS).under(constraints(BUDGETS.subList(3, 4)), Map.of());
        assertThat(ofOne.best(Map.of(Resource.MACS, 1e12))).isEmpty();
        assertThat(ofOne.best(Map.of())).isPresent();
    }

    @Test
    void budgets_below_the_least_are_passed_over() {
        FrontSearch search = new FrontSearch(SPACE, PREDICTOR, SETTINGS);
        ParetoFront front =
                search.under(constraints(List.of(LATENCY.minimum() / 2, LATENCY.minimum(), BUDGETS.get(2))), Map.of());
        assertThat(front.best(Map.of(Resource.LATENCY, LATENCY.minimum()))
                        .orElseThrow()
                        .architecture())
                .isEqualTo(LATENCY.minimiser());
        assertThat(search.under(constraints(List.of(LATENCY.minimum() / 2)), Map.of())
                        .points())
                .isEqualTo(front.points());
        FrontSearch other = new FrontSearch(SPACE, PREDICTOR, SETTINGS);
        assertThatThrownBy(() -> other.under(constraints(List.of(LATENCY.minimum() / 2)), Map.of()))
                .isInstanceOf(InfeasibleException.class);
        assertThat(other.evaluations()).isZero();
    }

    @Test
    void the_same_seed_finds_the_same_front() {
        List<Constraint> budgets = constraints(BUDGETS.subList(2, 5));
        assertThat(new FrontSearch(SPACE, PREDICTOR, SETTINGS).under(budgets, OTHERS))
                .isEqualTo(new FrontSearch(SPACE, PREDICTOR, SETTINGS).under(budgets, OTHERS));
    }

    @Test
    void a_time_limit_ends_the_search_for_each_budget() {
        AtomicLong time = new AtomicLong();
        SearchSettings settings = SearchSettings.ofSeed(1).withTimeLimit(Duration.ofNanos(1_000));
        FrontSearch search = new FrontSearch(SPACE, PREDICTOR, settings, time::incrementAndGet);
        ParetoFront front = search.under(constraints(BUDGETS.subList(3, 6)), Map.of());
        assertThat(search.evaluations()).isBetween(1_500, 3_600);
        assertThat(front.points()).isNotEmpty();
    }

    @Test
    void an_answer_takes_far_less_time_than_a_search() {
        Map<Resource, Double> limits = Map.of(Resource.LATENCY, BUDGETS.get(6), Resource.MACS, 1e7);
        FRONT.best(limits);
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            FRONT.best(limits);
        }
        long ofAnswers = System.nanoTime() - start;
        start = System.nanoTime();
        fresh(limits);
        assertThat(System.nanoTime() - start).isGreaterThan(ofAnswers);
    }

    @Test
    void a_cost_over_another_space_is_refused() {
        AdditiveCost other = AdditiveCost.macs(SPACE.withName("mine"));
        FrontSearch search = new FrontSearch(SPACE, PREDICTOR, SETTINGS);
        assertThatThrownBy(() -> search.under(List.of(Synthetic.constraint(other, 1e9)), Map.of()))
                .hasMessage("The latency cost is over the space mine, the search over mbv3-32.");
        assertThatThrownBy(() -> search.under(constraints(BUDGETS), Map.of(Resource.MACS, other)))
                .hasMessage("The macs cost is over the space mine, the search over mbv3-32.");
    }
}
