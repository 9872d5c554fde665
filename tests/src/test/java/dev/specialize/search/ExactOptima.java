package dev.specialize.search;

import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.space.Architecture;
import dev.specialize.space.BlockChoice;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The best accuracy within any budget where accuracies and costs add up over stages of one width: the exact Pareto fronts
 * of the first and of the last stages, met in the middle.
 */
final class ExactOptima {
    private final SearchSpace space;
    private final AdditiveCost cost;
    private final AccuracyPredictor predictor;
    private final List<List<Point>> firstHalves = new ArrayList<>();
    private final List<List<Point>> lastHalves = new ArrayList<>();

    ExactOptima(SearchSpace space, AdditiveCost cost, AccuracyPredictor predictor) {
        this.space = space;
        this.cost = cost;
        this.predictor = predictor;
        int stages = space.stages().size();
        for (int resolution : space.resolutions()) {
            Architecture base = new Architecture(resolution, space.smallest().stages());
            firstHalves.add(front(base, List.of(point(base)), 0, stages / 2));
            lastHalves.add(front(base, List.of(new Point(0, 0)), stages / 2, stages));
        }
    }

    private record Point(double cost, double accuracy) {
        Point plus(Point other) {
            return new Point(cost + other.cost, accuracy + other.accuracy);
        }

        Point minus(Point other) {
            return new Point(cost - other.cost, accuracy - other.accuracy);
        }
    }

    double within(double limit) {
        double best = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < firstHalves.size(); r++) {
            List<Point> last = lastHalves.get(r);
            int fits = last.size() - 1;
            for (Point first : firstHalves.get(r)) {
                while (fits >= 0 && first.cost + last.get(fits).cost > limit) {
                    fits--;
                }
                if (fits >= 0) {
                    best = Math.max(best, first.accuracy + last.get(fits).accuracy);
                }
            }
        }
        return best;
    }

    /** Every non-dominated sum of what contents of stages add to the smallest architecture. */
    private List<Point> front(Architecture base, List<Point> start, int firstStage, int endStage) {
        List<Point> front = start;
        for (int s = firstStage; s < endStage; s++) {
            List<Point> added = new ArrayList<>();
            for (List<BlockChoice> variant : SmallSpaces.variants(space.stages().get(s))) {
                added.add(point(withStage(base, s, variant)).minus(point(base)));
            }
            front = sums(front, nonDominated(added));
        }
        return front;
    }

    private static List<Point> sums(List<Point> one, List<Point> other) {
        List<Point> sums = new ArrayList<>();
        one.forEach(p -> other.forEach(q -> sums.add(p.plus(q))));
        return nonDominated(sums);
    }

    /** By rising cost and accuracy. */
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

    private Point point(Architecture architecture) {
        return new Point(cost.of(architecture), predictor.accuracy(architecture));
    }

    private static Architecture withStage(Architecture architecture, int stage, List<BlockChoice> blocks) {
        List<List<BlockChoice>> stages = new ArrayList<>(architecture.stages());
        stages.set(stage, blocks);
        return new Architecture(architecture.resolution(), stages);
    }
}
