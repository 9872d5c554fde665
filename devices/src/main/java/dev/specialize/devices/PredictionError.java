package dev.specialize.devices;

import java.util.Arrays;
import java.util.List;

/**
 * How far predictions were from measurements.
 *
 * @param nets that were compared
 * @param meanAbsolutePercent mean of |predicted / measured - 1|
 * @param within5Percent percentage of nets that were predicted to 5 %
 * @param within10Percent percentage of nets that were predicted to 10 %
 * @param withinIntervalPercent percentage of nets inside the 95 % interval of their prediction
 */
public record PredictionError(
        int nets,
        double meanAbsolutePercent,
        double within5Percent,
        double within10Percent,
        double withinIntervalPercent) {
    public PredictionError {
        Require.atLeast(1, "nets", nets);
        Require.notNegative("meanAbsolutePercent", meanAbsolutePercent);
        Require.notNegative("within5Percent", within5Percent);
        Require.notNegative("within10Percent", within10Percent);
        Require.notNegative("withinIntervalPercent", withinIntervalPercent);
    }

    /** @param nets at least one, none of which the model has seen */
    public static PredictionError of(List<MeasuredNet> nets) {
        double[] percent = nets.stream()
                .mapToDouble(n -> 100 * Math.abs(n.predictedNanos() / n.timing().latencyNanos() - 1))
                .toArray();
        double inside = nets.stream().filter(MeasuredNet::withinInterval).count();
        return new PredictionError(
                percent.length,
                Arrays.stream(percent).average().orElse(0),
                within(5, percent),
                within(10, percent),
                100 * inside / percent.length);
    }

    private static double within(double limit, double[] percent) {
        return 100.0 * Arrays.stream(percent).filter(p -> p <= limit).count() / percent.length;
    }
}
