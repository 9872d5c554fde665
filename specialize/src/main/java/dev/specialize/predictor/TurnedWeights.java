package dev.specialize.predictor;

import dev.specialize.weights.Tensor;

/**
 * What a part of a network adds to the angle between two states of its weights: three sums over its weights, so that the
 * parts of a network add up.
 *
 * @param product of both states
 * @param before squares of the first
 * @param after squares of the second
 */
record TurnedWeights(double product, double before, double after) {
    static final TurnedWeights NONE = new TurnedWeights(0, 0, 0);

    TurnedWeights {
        if (!Double.isFinite(product) || !(before >= 0) || !(after >= 0)) {
            throw new IllegalArgumentException(
                    "sums must be finite and squares not negative, got " + product + ", " + before + ", " + after);
        }
    }

    static TurnedWeights of(Tensor before, Tensor after) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < before.values().length; i++) {
            product += (double) before.values()[i] * after.values()[i];
            first += (double) before.values()[i] * before.values()[i];
            second += (double) after.values()[i] * after.values()[i];
        }
        return new TurnedWeights(product, first, second);
    }

    TurnedWeights plus(TurnedWeights other) {
        return new TurnedWeights(product + other.product, before + other.before, after + other.after);
    }

    /** In radians, from 0 to pi. */
    double angle() {
        double cosine = product / Math.sqrt(before * after);
        return Math.acos(Math.max(-1, Math.min(1, cosine)));
    }
}
