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

    private final List<Samples> samples = new ArrayList<>();
    private final List<Double> referenceNanos = new ArrayList<>();
    private final List<Runnable> spares = new ArrayList<>();

    void add(Samples visit, double lapReferenceNanos) {
        samples.add(visit);
        referenceNanos.add(lapReferenceNanos);
    }

    /** A visit in a lap of another speed: the reference does not tell all of what that does to other models. */
    void addShifted(Samples visit, double lapReferenceNanos) {
        spares.add(() -> add(visit, lapReferenceNanos));
    }

    /** Visits of either kind. */
    int usable() {
        return count() + spares.size();
    }

    /** Takes such visits in where there are fewer others than are needed; whether it had to. */
    boolean fillUp(int needed) {
        boolean lacking = count() < needed && !spares.isEmpty();
        while (count() < needed && !spares.isEmpty()) {
            spares.remove(0).run();
        }
        return lacking;
    }

    int count() {
        return samples.size();
    }

    /** @param usualNanos of the reference */
    Timing timing(double usualNanos) {
        return Timing.of(atSpeed(usualNanos));
    }

    private List<Samples> atSpeed(double usualNanos) {
        List<Samples> all = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            all.add(samples.get(i).times(usualNanos / referenceNanos.get(i)));
        }
        return all;
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
