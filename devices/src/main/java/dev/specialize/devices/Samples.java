package dev.specialize.devices;

import java.util.ArrayList;
import java.util.List;

/**
 * Times of one model.
 *
 * @param nanos nanoseconds of one run, a value for each burst, in the order of measurement; at least one
 */
public record Samples(List<Double> nanos) {
    public Samples {
        nanos = List.copyOf(nanos);
        Require.that(!nanos.isEmpty(), "nanos", "must not be empty", nanos);
        nanos.forEach(n -> Require.positive("nanos", n));
    }

    public double fastestNanos() {
        return quantileNanos(0);
    }

    public double medianNanos() {
        return quantileNanos(0.5);
    }

    /** @param fraction 0 for the minimum to 1 for the maximum; between two samples it is interpolated linearly */
    public double quantileNanos(double fraction) {
        Require.that(fraction >= 0 && fraction <= 1, "fraction", "must be from 0 to 1", fraction);
        List<Double> sorted = nanos.stream().sorted().toList();
        double position = fraction * (sorted.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
    }

    /** What they would be on a device that is slower by a factor. */
    public Samples times(double factor) {
        return new Samples(nanos.stream().map(n -> factor * n).toList());
    }

    /** These and the next ones. */
    public Samples then(Samples next) {
        List<Double> all = new ArrayList<>(nanos);
        all.addAll(next.nanos);
        return new Samples(all);
    }
}
