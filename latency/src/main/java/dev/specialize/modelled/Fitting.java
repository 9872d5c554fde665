package dev.specialize.modelled;

import dev.specialize.latency.PublishedTime;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;

/**
 * The coefficients with the least squared relative error on the blocks of tables and on whole networks.
 *
 * <p>Networks are what is asked for, so that they together weigh {@value #NETS_WEIGHT} times as much as the tables; among
 * them those weigh less whose published times are rounded coarsely. For a given network factor this is a problem of
 * non-negative least squares; the factor itself is found by golden-section search. Work that no table has a block with (as
 * h-swish, in that of the Pixel 1) is left out: in whole networks it cannot be told from the factor.
 */
final class Fitting {
    private static final double NETS_WEIGHT = 5;

    /** Relative error of the model itself, beside which the rounding of published times is small or large. */
    private static final double MODEL_DEVIATION = 0.02;

    private static final double LEAST_FACTOR = 0.2;
    private static final double MOST_FACTOR = 5;
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
    private static final int GOLDEN_STEPS = 60;

    /** So that files have no digits that mean nothing. */
    private static final MathContext WRITTEN = new MathContext(6);

    private final NormalEquations blocks = new NormalEquations(Workload.KINDS);
    private final NormalEquations networks = new NormalEquations(Workload.KINDS);

    private Fitting(List<PublishedTime> times, List<PublishedNet> nets) {
        times.forEach(time -> blocks.add(row(Workload.of(time.layers()), time.meanNanos()), 1.0 / times.size()));
        double all = nets.stream().mapToDouble(Fitting::weight).sum();
        nets.forEach(net ->
                networks.add(row(Workload.of(net.network()), net.time().nanos()), NETS_WEIGHT * weight(net) / all));
    }

    /**
     * Fits them.
     *
     * @param times at least one
     * @param nets at least one
     * @throws IllegalArgumentException if there is no factor between the two; the message says so
     */
    static Coefficients of(List<PublishedTime> times, List<PublishedNet> nets) {
        return new Fitting(times, nets).best();
    }

    /** What the coefficients have to make 1. */
    private static double[] row(Workload workload, double nanos) {
        return Arrays.stream(workload.toArray()).map(amount -> amount / nanos).toArray();
    }

    private static double weight(PublishedNet net) {
        double rounding = net.time().relativeDeviation();
        return 1 / (MODEL_DEVIATION * MODEL_DEVIATION + rounding * rounding);
    }

    private Coefficients best() {
        double factor = bestFactor();
        if (factor < 1.01 * LEAST_FACTOR || factor > 0.99 * MOST_FACTOR) {
            throw new IllegalArgumentException("The networks take less than a fifth or more than five times as long as"
                    + " their blocks in the tables. Maybe they are of another device, or in another unit");
        }
        double[] nanos = Arrays.stream(nanos(factor)).map(Fitting::rounded).toArray();
        return Coefficients.of(rounded(factor), nanos);
    }

    /** By golden-section search (Kiefer, Proceedings of the AMS 4, 1953, pages 502-506). */
    private double bestFactor() {
        double low = LEAST_FACTOR;
        double high = MOST_FACTOR;
        double left = high - GOLDEN_RATIO * (high - low);
        double right = low + GOLDEN_RATIO * (high - low);
        double errorLeft = error(left);
        double errorRight = error(right);
        for (int i = 0; i < GOLDEN_STEPS; i++) {
            if (errorLeft < errorRight) {
                high = right;
                right = left;
                errorRight = errorLeft;
                left = high - GOLDEN_RATIO * (high - low);
                errorLeft = error(left);
            } else {
                low = left;
                left = right;
                errorLeft = errorRight;
                right = low + GOLDEN_RATIO * (high - low);
                errorRight = error(right);
            }
        }
        return (low + high) / 2;
    }

    private double error(double factor) {
        return blocks.and(networks, factor).error(nanos(factor));
    }

    private double[] nanos(double factor) {
        return NonNegativeLeastSquares.solve(blocks.and(networks, factor));
    }

    static double rounded(double value) {
        return new BigDecimal(value).round(WRITTEN).doubleValue();
    }
}
