package dev.specialize.latency;

import java.util.List;

/** How much all networks together take longer or shorter from one measurement to the next. */
final class SessionSpread {
    /** What nobody should promise less than: clocks, temperatures and neighbours of another day. */
    private static final double LEAST = 0.01;

    private SessionSpread() {}

    /**
     * The deviation of the rounds, each a process of its own, which a later measurement of a few rounds halves in
     * variance.
     *
     * @param usualNanos of the reference in each round
     */
    static double of(List<Double> usualNanos) {
        double mean = usualNanos.stream().mapToDouble(n -> n).average().orElseThrow();
        double squares = usualNanos.stream()
                .mapToDouble(n -> (n / mean - 1) * (n / mean - 1))
                .sum();
        double deviation = usualNanos.size() < 2 ? 0 : Math.sqrt(squares / (usualNanos.size() - 1));
        return Math.max(LEAST, deviation / Math.sqrt(2));
    }
}
