package dev.specialize.predictor;

import java.util.List;

/**
 * What subnets reached on images that a predictor knows nothing of, the same for all of them.
 *
 * @param pairs distinct architectures with their accuracies
 * @param deviation standard deviation of each accuracy, from the choice of the images, without what all have in common
 * @param commonDeviation standard deviation of what all have in common, since the images are easy or hard
 */
public record Evaluations(List<EvaluatedArchitecture> pairs, double deviation, double commonDeviation) {
    public Evaluations {
        pairs = List.copyOf(pairs);
        requireDeviation("deviation", deviation);
        requireDeviation("commonDeviation", commonDeviation);
    }

    private static void requireDeviation(String field, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(field + " must be at least 0, got " + value);
        }
    }
}
