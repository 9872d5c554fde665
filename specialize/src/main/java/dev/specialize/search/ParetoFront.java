package dev.specialize.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The best trade-offs between accuracy and costs that a search has seen, which answers budgets without searching again.
 *
 * @param points none of which another covers, the most accurate first
 */
public record ParetoFront(List<FrontPoint> points) {
    public ParetoFront {
        points = List.copyOf(points);
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i - 1).predictedAccuracy() < points.get(i).predictedAccuracy()) {
                throw new IllegalArgumentException("points must descend in accuracy, point " + i + " does not");
            }
        }
    }

    /** The front of any points. */
    static ParetoFront of(List<FrontPoint> points) {
        List<FrontPoint> kept = new ArrayList<>();
        points.stream()
                .sorted(Comparator.comparingDouble(FrontPoint::predictedAccuracy)
                        .reversed()
                        // of the equally accurate first what covers others
                        .thenComparing(p -> p.costs().values(), ParetoFront::compare)
                        .thenComparing(p -> p.architecture().toString()))
                .filter(point -> kept.stream().noneMatch(k -> k.covers(point)))
                .forEach(kept::add);
        return new ParetoFront(kept);
    }

    /** By the first cost that differs. */
    private static int compare(Collection<Double> one, Collection<Double> other) {
        return Arrays.compare(one.toArray(Double[]::new), other.toArray(Double[]::new));
    }

    /**
     * The most accurate point within limits.
     *
     * @param limits the most of each resource, in its unit
     */
    public Optional<FrontPoint> best(Map<Resource, Double> limits) {
        return points.stream().filter(p -> p.keeps(limits)).findFirst();
    }

    /** The points that matter where only one resource is limited, the most accurate first. */
    public List<FrontPoint> along(Resource resource) {
        List<FrontPoint> front = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (FrontPoint point : points) {
            double cost = point.costs().get(resource);
            if (cost < least) {
                least = cost;
                front.add(point);
            }
        }
        return front;
    }
}
