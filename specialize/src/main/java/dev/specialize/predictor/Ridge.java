package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.List;

/**
 * What a fit needs besides pairs: kernel ridge regression (Saunders, Gammerman and Vovk, ICML 1998), which is the mean of
 * a {@link Posterior}.
 *
 * @param ridge the variance of noise in units of the process's, above 0
 */
record Ridge(Kernel kernel, double ridge) {
    Ridge {
        if (!(ridge > 0 && Double.isFinite(ridge))) {
            throw new IllegalArgumentException("ridge must be above 0, got " + ridge);
        }
    }

    /** @param genomes at least one, all different, of the codec's space */
    RidgePredictor fit(GenomeCodec codec, List<Genome> genomes, double[] accuracies) {
        Observations observations = Observations.of(genomes, accuracies);
        return new Posterior(codec, this, observations).predictor(Targets.of(accuracies));
    }

    @Override
    public String toString() {
        String gamma = kernel.addsUp() ? "" : ", gamma " + kernel.gamma();
        return kernel.kind() + ", " + kernel.encoding() + gamma + ", ridge " + ridge;
    }
}
