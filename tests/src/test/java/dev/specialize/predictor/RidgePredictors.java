package dev.specialize.predictor;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.SearchSpace;
import java.util.List;

/** Ridge predictors of a known setting, without cross-validation. */
public final class RidgePredictors {
    private RidgePredictors() {}

    public static AccuracyPredictor radial(
            SearchSpace space, List<EvaluatedArchitecture> pairs, double gamma, double ridge) {
        return fit(space, pairs, new Ridge(Kernel.rbf(gamma), ridge));
    }

    public static AccuracyPredictor additive(SearchSpace space, List<EvaluatedArchitecture> pairs, double ridge) {
        return fit(space, pairs, new Ridge(Kernel.linear(), ridge));
    }

    private static AccuracyPredictor fit(SearchSpace space, List<EvaluatedArchitecture> pairs, Ridge ridge) {
        GenomeCodec codec = new GenomeCodec(space);
        Samples samples = Samples.of(codec, pairs);
        return ridge.fit(codec, samples.genomes(), samples.accuracies());
    }
}
