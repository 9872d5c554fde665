package dev.specialize.predictor;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;

/**
 * Fits a predictor to what subnets really reached.
 *
 * <p>A fifth of the pairs is held out. On the rest, cross-validation chooses between an additive ridge and a Gaussian
 * process, how each sees choices, and their widths and ridges. The quality is that of the choice fitted on the rest and
 * measured on the held-out pairs; the predictor itself is the same choice fitted on all pairs. An architecture that comes
 * more than once counts once, with the mean of its accuracies.
 */
public final class PredictorFit {
    /** Fewer leave too few held out to rank. */
    private static final int FEWEST_PAIRS = 20;

    private static final double HELD_OUT_SHARE = 0.2;

    private PredictorFit() {}

    /**
     * Checks how many distinct architectures there are.
     *
     * @throws IllegalArgumentException if no predictor can be fitted to so few
     */
    public static void requireEnough(BigInteger architectures) {
        if (architectures.compareTo(BigInteger.valueOf(FEWEST_PAIRS)) < 0) {
            throw new IllegalArgumentException("A predictor needs at least " + FEWEST_PAIRS
                    + " distinct architectures, got " + architectures
                    + ". Maybe evaluate more, in a space with more choices if need be.");
        }
    }

    /** The best fit. Otherwise as below. */
    public static PredictorModel of(SearchSpace space, List<EvaluatedArchitecture> pairs, long seed) {
        return of(space, pairs, FitChoice.BEST, seed);
    }

    /**
     * @param pairs of the space, at least 20 distinct architectures
     * @param seed draws the pairs to hold out
     * @throws IllegalArgumentException if there are too few pairs or one is not of the space
     */
    public static PredictorModel of(SearchSpace space, List<EvaluatedArchitecture> pairs, FitChoice choice, long seed) {
        GenomeCodec codec = new GenomeCodec(space);
        Samples all = Samples.of(codec, pairs).shuffled(seed);
        requireEnough(BigInteger.valueOf(all.size()));
        int heldOutSize = (int) Math.round(all.size() * HELD_OUT_SHARE);
        Samples rest = all.without(0, heldOutSize);
        CrossValidation validation = new CrossValidation(codec, rest);
        Ridge additive = validation.best(FitChoice.ADDITIVE);
        Ridge closest = choice == FitChoice.ADDITIVE ? additive : validation.best(choice);
        RidgeFit judged = RidgeFit.of(codec, closest, additive, rest);
        PredictorQuality quality = PredictorQuality.of(judged, all.range(0, heldOutSize));
        return new RidgeModel(space, RidgeFit.of(codec, closest, additive, all), quality);
    }
}
