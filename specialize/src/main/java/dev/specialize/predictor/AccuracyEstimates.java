package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;

/**
 * Predictions with their uncertainty: of what would be measured on the images that the predictor's pairs were measured
 * on. Making it takes as long as a fit; each estimate takes some microseconds to milliseconds.
 */
public final class AccuracyEstimates {
    private final GenomeCodec codec;
    private final RidgePredictor mean;
    private final Posterior posterior;
    private final double deviation;
    private final int freedom;

    /** @param deviation of the process, a fraction */
    AccuracyEstimates(GenomeCodec codec, RidgePredictor mean, Posterior posterior, double deviation, int freedom) {
        this.codec = codec;
        this.mean = mean;
        this.posterior = posterior;
        this.deviation = deviation;
        this.freedom = freedom;
    }

    /** @throws IllegalArgumentException if the architecture is not of the predictor's space */
    public AccuracyEstimate of(Architecture architecture) {
        return of(codec.encodeChecked(architecture));
    }

    AccuracyEstimate of(Genome genome) {
        double relative = Math.sqrt(posterior.variance(genome));
        double accuracy = Math.max(0, Math.min(1, mean.score().of(genome)));
        return new AccuracyEstimate(accuracy, deviation * relative, freedom);
    }
}
