package dev.specialize.predictor;

import dev.specialize.files.InvalidFileException;
import dev.specialize.files.JsonFile;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.SearchSpace;
import java.nio.file.Path;
import java.util.List;

/**
 * An accuracy predictor with what is known of its quality.
 *
 * <p>A fifth of the pairs is held out. On the rest, cross-validation chooses between an additive ridge and a kernel ridge
 * with radial basis functions. The quality is that of the choice fitted on the rest and measured on the held-out pairs;
 * the predictor itself is the same choice fitted on all pairs.
 */
public final class PredictorFit {
    /** Fewer leave less than two pairs in some fold or too few held out to rank. */
    private static final int FEWEST_PAIRS = 20;

    private static final double HELD_OUT_SHARE = 0.2;

    private final SearchSpace space;
    private final RidgePredictor predictor;
    private final PredictorQuality heldOut;

    private PredictorFit(SearchSpace space, RidgePredictor predictor, PredictorQuality heldOut) {
        this.space = space;
        this.predictor = predictor;
        this.heldOut = heldOut;
    }

    /**
     * @param pairs of the space, at least 20 distinct architectures
     * @param seed draws the pairs to hold out
     * @throws IllegalArgumentException if there are too few pairs or one is not of the space
     */
    public static PredictorFit of(SearchSpace space, List<EvaluatedArchitecture> pairs, long seed) {
        GenomeCodec codec = new GenomeCodec(space);
        Samples all = Samples.of(codec, pairs).shuffled(seed);
        if (all.size() < FEWEST_PAIRS) {
            throw new IllegalArgumentException("A predictor needs at least " + FEWEST_PAIRS
                    + " distinct architectures, got " + all.size() + ". Maybe evaluate more.");
        }
        int heldOutSize = (int) Math.round(all.size() * HELD_OUT_SHARE);
        Samples rest = all.without(0, heldOutSize);
        Ridge ridge = new CrossValidation(codec, rest).best();
        RidgePredictor judged = ridge.fit(codec, rest.genomes(), rest.accuracies());
        PredictorQuality quality = PredictorQuality.of(judged, all.range(0, heldOutSize), all.size());
        return new PredictorFit(space, ridge.fit(codec, all.genomes(), all.accuracies()), quality);
    }

    /** @throws InvalidFileException if the file is missing, not a predictor or one for another space */
    public static PredictorFit read(Path file, SearchSpace space) {
        PredictorFile content = JsonFile.read(file, PredictorFile.class);
        return new PredictorFit(space, content.predictor(space, file), content.heldOut());
    }

    /** @throws java.io.UncheckedIOException if the file cannot be written */
    public void write(Path file) {
        JsonFile.write(file, PredictorFile.of(space, predictor, heldOut));
    }

    public AccuracyPredictor predictor() {
        return predictor;
    }

    /** Measured on pairs that were held out. */
    public PredictorQuality quality() {
        return heldOut;
    }

    /** Such as {@code rbf, gamma 0.01, ridge 0.03}. */
    public String description() {
        Ridge ridge = predictor.ridge();
        String gamma = ridge.kernel().kind() == Kernel.Kind.RBF
                ? ", gamma " + ridge.kernel().gamma()
                : "";
        return ridge.kernel().kind() + gamma + ", ridge " + ridge.ridge();
    }
}
