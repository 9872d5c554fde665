package dev.specialize.predictor;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.space.Architecture;
import java.util.Optional;

/** Estimates what share of test images a subnet classifies correctly, without running it. */
@FunctionalInterface
public interface AccuracyPredictor {
    /** @return a fraction in [0, 1]; good to rank by, not to promise */
    double accuracy(Architecture architecture);

    /**
     * The same as a fast score for a search; a {@link dev.specialize.genome.AdditiveScore} where it is one.
     *
     * @param codec of the predictor's space, or of that space with fewer resolutions
     */
    default GenomeScore score(GenomeCodec codec) {
        return genome -> accuracy(codec.decode(genome));
    }

    /**
     * A sum over choices that comes near the score, whose optimum can be found exactly; the score itself where that is a
     * sum. Empty if there is none.
     *
     * @param codec as for {@link #score}
     */
    default Optional<AdditiveScore> additiveScore(GenomeCodec codec) {
        return Optional.empty();
    }
}
