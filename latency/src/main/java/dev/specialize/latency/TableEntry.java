package dev.specialize.latency;

import dev.specialize.devices.Timing;
import java.util.Map;
import java.util.Set;

/**
 * One time of a published table.
 *
 * @param samples that it is the mean of
 */
record TableEntry(int samples, double meanNanos) {
    private static final Set<Set<String>> FIELDS =
            Set.of(Set.of("count", "mean", "std"), Set.of("count", "mean", "var"));

    /** @throws IllegalArgumentException if the numbers are not count, mean and deviation or variance of a time */
    static TableEntry of(Map<String, Double> numbers, LatencyUnit unit) {
        require(FIELDS.contains(numbers.keySet()), "must have count, mean, and std or var, got " + numbers.keySet());
        double count = numbers.get("count");
        double mean = numbers.get("mean");
        double deviation = numbers.getOrDefault("std", numbers.getOrDefault("var", 0.0));
        require(count >= 1 && count <= 1e9 && count == Math.rint(count), "count must be 1 or more, got " + count);
        require(mean > 0 && Double.isFinite(unit.toNanos(mean)), "mean must be above 0, got " + mean);
        require(deviation >= 0, "std or var must be 0 or above, got " + deviation);
        return new TableEntry((int) count, unit.toNanos(mean));
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** @param share of the entry's time that is the layer's */
    Timing timing(double share) {
        return Timing.published(samples, meanNanos * share);
    }
}
