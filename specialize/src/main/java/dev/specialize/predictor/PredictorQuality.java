package dev.specialize.predictor;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a predictor does on pairs that it was not fitted to.
 *
 * @param pairs distinct architectures in all, held-out ones included
 * @param heldOutPairs those that the figures below are measured on
 * @param kendallTau tau-b of predicted and real accuracy, in [-1, 1]
 * @param spearman rank correlation of both, in [-1, 1]
 * @param rmse root of the mean squared error, as a fraction: 0.001 is 0.1 percentage points
 * @param insideInterval how many of the held-out pairs lie inside their 95 % interval
 * @param meanHalfWidth of these intervals, as a fraction
 */
public record PredictorQuality(
        int pairs,
        int heldOutPairs,
        double kendallTau,
        double spearman,
        double rmse,
        int insideInterval,
        double meanHalfWidth) {
    public PredictorQuality {
        require(pairs > heldOutPairs, "pairs", pairs);
        require(heldOutPairs >= 1, "heldOutPairs", heldOutPairs);
        require(Math.abs(kendallTau) <= 1, "kendallTau", kendallTau);
        require(Math.abs(spearman) <= 1, "spearman", spearman);
        require(rmse >= 0 && Double.isFinite(rmse), "rmse", rmse);
        require(insideInterval >= 0 && insideInterval <= heldOutPairs, "insideInterval", insideInterval);
        require(meanHalfWidth >= 0 && Double.isFinite(meanHalfWidth), "meanHalfWidth", meanHalfWidth);
    }

    private static void require(boolean holds, String field, double value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is out of range: " + value);
        }
    }

    /** The part of the held-out pairs that lie inside their 95 % interval. */
    public double coverage() {
        return (double) insideInterval / heldOutPairs;
    }

    /** Compares what a fit says with what was measured. */
    static PredictorQuality of(RidgeFit fit, Samples heldOut) {
        AccuracyEstimates estimates = fit.estimates();
        List<AccuracyEstimate> each =
                heldOut.genomes().stream().map(estimates::of).toList();
        double[] predicted = each.stream().mapToDouble(AccuracyEstimate::mean).toArray();
        double[] real = heldOut.accuracies();
        return new PredictorQuality(
                fit.observations().own() + real.length,
                real.length,
                clamp(RankCorrelation.kendall(predicted, real)),
                clamp(RankCorrelation.spearman(predicted, real)),
                Math.sqrt(meanSquaredError(predicted, real)),
                (int) IntStream.range(0, real.length)
                        .filter(i -> each.get(i).holds(real[i]))
                        .count(),
                each.stream().mapToDouble(AccuracyEstimate::halfWidth).average().orElseThrow());
    }

    /** Rounding may leave a perfect correlation a little above 1. */
    private static double clamp(double correlation) {
        return Math.max(-1, Math.min(1, correlation));
    }

    static double meanSquaredError(double[] predicted, double[] real) {
        double sum = 0;
        for (int i = 0; i < real.length; i++) {
            sum += (predicted[i] - real[i]) * (predicted[i] - real[i]);
        }
        return sum / real.length;
    }
}
