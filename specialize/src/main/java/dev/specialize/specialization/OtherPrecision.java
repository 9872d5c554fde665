package dev.specialize.specialization;

import dev.specialize.export.ModelPrecision;
import java.util.Optional;

/**
 * What came of a precision that was tried and not chosen.
 *
 * @param profile SHA-256 of the device's profile for it
 * @param accuracy of the model, measured, else predicted; empty if there is none
 * @param nanos what it takes, measured, else predicted
 * @param problem why there is none
 */
public record OtherPrecision(
        ModelPrecision precision,
        String profile,
        Optional<Double> accuracy,
        Optional<Double> nanos,
        Optional<String> problem) {}
