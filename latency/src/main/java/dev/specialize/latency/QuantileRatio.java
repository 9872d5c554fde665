package dev.specialize.latency;

import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.Samples;
import java.util.List;

/**
 * How much longer the runs that a quantile speaks of take than undisturbed ones, on a device.
 *
 * @param mean their median over networks; 1 where no samples are known
 * @param relativeVariance of one network's ratio
 */
record QuantileRatio(LatencyQuantile quantile, double mean, double relativeVariance) {
    /** Of a normal distribution the deviation is so many times the distance of the quartiles. */
    private static final double DEVIATION_BY_QUARTILES = 1 / 1.349;

    static QuantileRatio of(List<TimedNet> nets, LatencyQuantile quantile) {
        List<Double> ratios = nets.stream()
                .filter(net -> net.timing().spread().isPresent())
                .map(net -> net.timing().nanos(quantile) / net.timing().latencyNanos())
                .toList();
        if (ratios.isEmpty()) {
            return new QuantileRatio(quantile, 1, 0);
        }
        Samples sorted = new Samples(ratios);
        double deviation = (sorted.quantileNanos(0.75) - sorted.quantileNanos(0.25))
                * DEVIATION_BY_QUARTILES
                / sorted.medianNanos();
        return new QuantileRatio(quantile, sorted.medianNanos(), deviation * deviation);
    }
}
