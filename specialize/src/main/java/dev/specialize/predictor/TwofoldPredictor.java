package dev.specialize.predictor;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.space.Architecture;
import java.util.Optional;

/**
 * The closest predictor of two, with the additive one beside it, by which a search finds where to begin.
 *
 * @param additive with a linear kernel
 */
record TwofoldPredictor(RidgePredictor closest, RidgePredictor additive) implements AccuracyPredictor {
    @Override
    public double accuracy(Architecture architecture) {
        return closest.accuracy(architecture);
    }

    @Override
    public GenomeScore score(GenomeCodec codec) {
        return closest.score(codec);
    }

    @Override
    public Optional<AdditiveScore> additiveScore(GenomeCodec codec) {
        return additive.additiveScore(codec);
    }
}
