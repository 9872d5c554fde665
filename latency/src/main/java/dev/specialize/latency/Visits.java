package dev.specialize.latency;

import dev.specialize.devices.Samples;
import dev.specialize.devices.Timing;
import dev.specialize.regression.Student;
import java.util.ArrayList;
import java.util.List;

/**
 * The undisturbed visits to one model. What made the reference slower, made the model slower; so each visit is brought to
 * the device's usual speed by the reference of its lap.
 */
final class Visits {
    /** How much more the median of normal values varies than their mean. */
    private static final double MEDIAN_EFFICIENCY = 1.2533;

    private final List<Visit> visits = new ArrayList<>();
    private final List<Visit> shifted = new ArrayList<>();

    private record Visit(Samples samples, double referenceNanos) {}

    void add(Samples visit, double lapReferenceNanos) {
        visits.add(new Visit(visit, lapReferenceNanos));
    }

    /** A visit in a lap of another speed: the reference does not tell all of what that does to other models. */
    void addShifted(Samples visit, double lapReferenceNanos) {
        shifted.add(new Visit(visit, lapReferenceNanos));
    }

    /** Visits of either kind. */
    int usable() {
        return count() + shifted.size();
    }

    /** Takes such visits in where there are fewer others than are needed; whether it had to. */
    boolean fillUp(int needed) {
        List<Visit> spare = shifted.subList(0, Math.max(0, Math.min(shifted.size(), needed - count())));
        boolean lacking = !spare.isEmpty();
        visits.addAll(spare);
        spare.clear();
        return lacking;
    }

    int count() {
        return visits.size();
    }

    /** @param usualNanos of the reference */
    Timing timing(double usualNanos) {
        return Timing.of(atSpeed(usualNanos));
    }

    private List<Samples> atSpeed(double usualNanos) {
        return visits.stream()
                .map(visit -> visit.samples().times(usualNanos / visit.referenceNanos()))
                .toList();
    }

    /** Half of the 95 % confidence interval of the latency, relative to it; infinite for one visit. */
    double relativeUncertainty() {
        int n = count();
        if (n < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double[] nanos = atSpeed(1).stream().mapToDouble(Samples::fastestNanos).toArray();
        double mean = 0;
        for (double value : nanos) {
            mean += value / n;
        }
        double squares = 0;
        for (double value : nanos) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / (n - 1));
        return Student.point(0.975, n - 1) * MEDIAN_EFFICIENCY * deviation / Math.sqrt(n) / mean;
    }
}
