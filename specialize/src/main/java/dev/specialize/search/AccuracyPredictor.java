package dev.specialize.search;

import dev.specialize.space.Architecture;

/** Estimates what share of test images a subnet classifies correctly, without running it. */
@FunctionalInterface
public interface AccuracyPredictor {
    /** @return a fraction in [0, 1]; good to rank by, not to promise */
    double accuracy(Architecture architecture);
}
