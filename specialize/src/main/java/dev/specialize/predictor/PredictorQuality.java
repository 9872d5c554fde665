package dev.specialize.predictor;

/**
 * How well a predictor does on pairs that it was not fitted to.
 *
 * @param pairs distinct architectures in all, held-out ones included
 * @param heldOutPairs those that the figures below are measured on
 * @param kendallTau tau-b of predicted and real accuracy, in [-1, 1]
 * @param spearman rank correlation of both, in [-1, 1]
 * @param rmse root of the mean squared error, as a fraction: 0.001 is 0.1 percentage points
 */
public record PredictorQuality(int pairs, int heldOutPairs, double kendallTau, double spearman, double rmse) {
    public PredictorQuality {
        require(pairs > heldOutPairs, "pairs", pairs);
        require(heldOutPairs >= 1, "heldOutPairs", heldOutPairs);
        require(Math.abs(kendallTau) <= 1, "kendallTau", kendallTau);
        require(Math.abs(spearman) <= 1, "spearman", spearman);
        require(rmse >= 0 && Double.isFinite(rmse), "rmse", rmse);
    }

    private static void require(boolean holds, String field, double value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is out of range: " + value);
        }
    }

    /** Compares a predictor with what was measured. */
    static PredictorQuality of(RidgePredictor predictor, Samples heldOut, int pairs) {
        double[] predicted =
                heldOut.genomes().stream().mapToDouble(predictor.score()::of).toArray();
        double[] real = heldOut.accuracies();
        return new PredictorQuality(
                pairs,
                real.length,
                clamp(RankCorrelation.kendall(predicted, real)),
                clamp(RankCorrelation.spearman(predicted, real)),
                Math.sqrt(meanSquaredError(predicted, real)));
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
