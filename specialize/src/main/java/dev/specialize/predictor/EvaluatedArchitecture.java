package dev.specialize.predictor;

import dev.specialize.space.Architecture;

/**
 * An architecture and what its subnet really reached.
 *
 * @param accuracy a fraction in [0, 1], not a percentage
 */
public record EvaluatedArchitecture(Architecture architecture, double accuracy) {
    public EvaluatedArchitecture {
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException("accuracy of " + architecture + " must be a fraction in [0, 1], got "
                    + accuracy + ". Maybe divide percentages by 100.");
        }
    }
}
