package dev.specialize.specialization;

import dev.specialize.predictor.PredictorModel;
import dev.specialize.specialization.SpecializationManifest.Evaluated;
import dev.specialize.supernet.Supernet;

/**
 * An accuracy predictor, and what it has learnt from.
 *
 * @param reporting the supernet with the validation images that it has not learnt from
 */
public record LearntPredictor(PredictorModel model, Supernet reporting, Evaluated evaluated) {
    /** One that has learnt nothing. */
    public static LearntPredictor untaught(Supernet supernet, PredictorModel model) {
        return new LearntPredictor(model, supernet, Evaluated.NONE);
    }
}
