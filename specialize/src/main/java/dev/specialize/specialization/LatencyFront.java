package dev.specialize.specialization;

import dev.specialize.search.FrontPoint;
import dev.specialize.search.RandomBaseline;
import java.util.List;

/**
 * Trade-offs between accuracy and latency on one device.
 *
 * @param points the most accurate first; none if no subnet keeps any of the budgets
 * @param evaluations architectures whose accuracy was predicted for them
 * @param random what random search found, for each budget
 */
public record LatencyFront(List<FrontPoint> points, int evaluations, List<RandomBaseline> random) {
    public LatencyFront {
        points = List.copyOf(points);
        random = List.copyOf(random);
    }
}
