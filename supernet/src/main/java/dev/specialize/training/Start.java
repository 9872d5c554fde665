package dev.specialize.training;

import dev.specialize.space.SearchSpace;
import dev.specialize.weights.InitialWeights;
import dev.specialize.weights.Weights;

/**
 * The weights before the first step.
 *
 * @param description what they are, in words that tell them from others
 * @param trained false if they are random, so that no teacher can be made of them
 */
public record Start(Weights weights, String description, boolean trained) {
    /** Random ones. */
    public static Start random(SearchSpace space, long seed) {
        return new Start(InitialWeights.of(space, seed), "random weights of seed " + seed, false);
    }
}
