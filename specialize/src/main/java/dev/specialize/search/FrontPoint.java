package dev.specialize.search;

import dev.specialize.space.Architecture;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An architecture that none beats in everything: whatever is more accurate costs more of something.
 *
 * @param predictedAccuracy a fraction in [0, 1]; good to rank by, not to promise
 * @param costs predicted, without margin, in each resource's unit
 */
public record FrontPoint(Architecture architecture, double predictedAccuracy, SortedMap<Resource, Double> costs) {
    public FrontPoint {
        if (!(predictedAccuracy >= 0 && predictedAccuracy <= 1)) {
            throw new IllegalArgumentException("predictedAccuracy must be 0 to 1, got " + predictedAccuracy);
        }
        costs.forEach((resource, cost) -> {
            if (!(cost >= 0 && Double.isFinite(cost))) {
                throw new IllegalArgumentException(resource + " must be at least 0, got " + cost);
            }
        });
        costs = Collections.unmodifiableSortedMap(new TreeMap<>(costs));
    }

    /** @param limits in the resources' units; resources that the point does not know are not kept */
    boolean keeps(Map<Resource, Double> limits) {
        return limits.entrySet().stream()
                .allMatch(e -> costs.containsKey(e.getKey()) && costs.get(e.getKey()) <= e.getValue());
    }

    /** At least as accurate and as cheap in everything. */
    boolean covers(FrontPoint other) {
        return predictedAccuracy >= other.predictedAccuracy
                && costs.entrySet().stream().allMatch(e -> e.getValue() <= other.costs.get(e.getKey()));
    }
}
