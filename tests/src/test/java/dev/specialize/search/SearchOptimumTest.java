package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.RidgePredictors;
import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Search against the true optimum: by enumeration, and where blocks add up, by an exact Pareto front of stages. */
final class SearchOptimumTest {
    private static final int BUDGETS = 20;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void finds_the_best_of_133128_enumerated_architectures_on_20_of_20_budgets(long seed) {
        SearchSpace space = SmallSpaces.enumerable();
        AdditiveCost cost = Synthetic.cost(space, seed);
        AccuracyPredictor predictor = kernelRidge(space, 300, seed);
        List<Architecture> all = SmallSpaces.all(space);
        assertThat(all).hasSize(133_128);
        double[] costs = all.stream().mapToDouble(cost::of).toArray();
        double[] accuracies = all.stream().mapToDouble(predictor::accuracy).toArray();
        for (int i = 0; i < BUDGETS; i++) {
            double limit = Synthetic.limit(cost, (i + 0.1) / BUDGETS);
            double optimum = IntStream.range(0, costs.length)
                    .filter(n -> costs[n] <= limit)
                    .mapToDouble(n -> accuracies[n])
                    .max()
                    .orElseThrow();
            SearchResult result = new Search(space, predictor, SearchSettings.ofSeed(seed))
                    .under(List.of(Synthetic.constraint(cost, limit)));
            assertThat(result.best().predictedAccuracy()).as("budget %d", i).isEqualTo(optimum);
        }
    }

    @Test
    void finds_the_exact_optimum_of_a_trillion_architectures_where_blocks_add_up_seed_1() {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        AdditiveCost macs = AdditiveCost.macs(space);
        AccuracyPredictor predictor = RidgePredictors.additive(space, Synthetic.pairs(space, 300, 0.003, 1), 1);
        List<Point> front = exactFront(space, macs, predictor);
        for (int i = 1; i <= 10; i++) {
            double limit = Math.floor(Synthetic.limit(macs, i / 12.0));
            double optimum = front.stream()
                    .filter(p -> p.cost <= limit)
                    .mapToDouble(Point::accuracy)
                    .max()
                    .orElseThrow();
            SearchResult result = new Search(space, predictor, SearchSettings.ofSeed(1))
                    .under(List.of(Synthetic.constraint(macs, limit)));
            assertThat(optimum - result.best().predictedAccuracy())
                    .as("accuracy missed with budget %d", i)
                    .isBetween(-1e-9, 1e-9);
        }
    }

    private static AccuracyPredictor kernelRidge(SearchSpace space, int pairs, long seed) {
        return RidgePredictors.radial(space, Synthetic.pairs(space, pairs, 0.005, seed), 0.1, 0.1);
    }

    private record Point(double cost, double accuracy) {
        Point plus(Point other) {
            return new Point(cost + other.cost, accuracy + other.accuracy);
        }

        Point minus(Point other) {
            return new Point(cost - other.cost, accuracy - other.accuracy);
        }
    }

    /** Every non-dominated cost and accuracy, from what each content of each stage adds to the smallest architecture. */
    private static List<Point> exactFront(SearchSpace space, AdditiveCost cost, AccuracyPredictor predictor) {
        List<Point> front = new ArrayList<>();
        for (int resolution : space.resolutions()) {
            Architecture base = new Architecture(resolution, space.smallest().stages());
            List<Point> ofResolution = List.of(point(base, cost, predictor));
            for (int s = 0; s < space.stages().size(); s++) {
                List<Point> added = new ArrayList<>();
                for (List<BlockChoice> variant :
                        SmallSpaces.variants(space.stages().get(s))) {
                    added.add(
                            point(withStage(base, s, variant), cost, predictor).minus(point(base, cost, predictor)));
                }
                ofResolution = sums(ofResolution, nonDominated(added));
            }
            front.addAll(ofResolution);
        }
        return front;
    }

    private static List<Point> sums(List<Point> one, List<Point> other) {
        List<Point> sums = new ArrayList<>();
        one.forEach(p -> other.forEach(q -> sums.add(p.plus(q))));
        return nonDominated(sums);
    }

    private static List<Point> nonDominated(List<Point> points) {
        List<Point> front = new ArrayList<>();
        points.sort(Comparator.comparingDouble(Point::cost)
                .thenComparing(Comparator.comparingDouble(Point::accuracy).reversed()));
        for (Point point : points) {
            if (front.isEmpty() || point.accuracy > front.get(front.size() - 1).accuracy) {
                front.add(point);
            }
        }
        return front;
    }

    private static Point point(Architecture architecture, AdditiveCost cost, AccuracyPredictor predictor) {
        return new Point(cost.of(architecture), predictor.accuracy(architecture));
    }

    private static Architecture withStage(Architecture architecture, int stage, List<BlockChoice> blocks) {
        List<List<BlockChoice>> stages = new ArrayList<>(architecture.stages());
        stages.set(stage, blocks);
        return new Architecture(architecture.resolution(), stages);
    }
}
