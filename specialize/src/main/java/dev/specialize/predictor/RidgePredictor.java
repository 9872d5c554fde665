package dev.specialize.predictor;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.Arrays;
import java.util.List;

/** Accuracy as mean + scale * sum over fitted genomes of weight * kernel value. */
final class RidgePredictor implements AccuracyPredictor {
    private final GenomeCodec codec;
    private final Ridge ridge;
    private final double mean;
    private final double scale;
    private final List<Genome> genomes;
    private final double[] weights;
    private final GenomeScore score;

    RidgePredictor(GenomeCodec codec, Ridge ridge, double mean, double scale, List<Genome> genomes, double[] weights) {
        this.codec = codec;
        this.ridge = ridge;
        this.mean = mean;
        this.scale = scale;
        this.genomes = List.copyOf(genomes);
        this.weights = weights.clone();
        this.score = ridge.kernel().kind() == Kernel.Kind.LINEAR ? linearScore() : kernelScore();
    }

    @Override
    public double accuracy(Architecture architecture) {
        return Math.max(0, Math.min(1, score.of(codec.encodeChecked(architecture))));
    }

    GenomeScore score() {
        return score;
    }

    /** @throws IllegalArgumentException if the codec's space has other stages, or a resolution that was not fitted */
    @Override
    public GenomeScore score(GenomeCodec searched) {
        if (searched.space().equals(codec.space())) {
            return score;
        }
        int[] resolutions = resolutions(searched.space());
        if (score instanceof AdditiveScore additive) {
            double[][] gains = additive.byPosition().clone();
            gains[0] = Arrays.stream(resolutions).mapToDouble(r -> gains[0][r]).toArray();
            return new AdditiveScore(additive.constant(), gains);
        }
        return genome -> {
            int[] genes = genome.toGenes();
            genes[0] = resolutions[genes[0]];
            return score.of(new Genome(genes));
        };
    }

    /** For each of a space's resolutions its index among those of the predictor. */
    private int[] resolutions(SearchSpace searched) {
        SearchSpace own = codec.space();
        if (!own.stages().equals(searched.stages()) || !own.resolutions().containsAll(searched.resolutions())) {
            throw new IllegalArgumentException("The predictor was fitted on " + own.name() + " with resolutions "
                    + own.resolutions() + "; " + searched.name() + " has others or other choices.");
        }
        return searched.resolutions().stream()
                .mapToInt(own.resolutions()::indexOf)
                .toArray();
    }

    Ridge ridge() {
        return ridge;
    }

    double mean() {
        return mean;
    }

    double scale() {
        return scale;
    }

    List<Genome> genomes() {
        return genomes;
    }

    double weight(int index) {
        return weights[index];
    }

    private GenomeScore kernelScore() {
        KernelSums sums = new KernelSums(ridge.kernel(), new OneHotFeatures(codec), genomes);
        double[] values = new double[sums.largest() + 1];
        Arrays.setAll(values, s -> scale * ridge.kernel().value(s));
        return genome -> mean + dot(weights, values, sums.of(genome));
    }

    /** Four partial sums, since one would wait for every addition before it. */
    private static double dot(double[] weights, double[] values, int[] sums) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < sums.length; i += 4) {
            a += weights[i] * values[sums[i]];
            b += weights[i + 1] * values[sums[i + 1]];
            c += weights[i + 2] * values[sums[i + 2]];
            d += weights[i + 3] * values[sums[i + 3]];
        }
        for (; i < sums.length; i++) {
            a += weights[i] * values[sums[i]];
        }
        return a + b + (c + d);
    }

    /** The sum over fitted genomes is linear in the features here, so it is one number for each position and gene. */
    private GenomeScore linearScore() {
        OneHotFeatures features = new OneHotFeatures(codec);
        double[][] gains = new double[features.positions()][];
        for (int p = 0; p < gains.length; p++) {
            gains[p] = new double[features.genes(p)];
            for (int v = 0; v < gains[p].length; v++) {
                for (int i = 0; i < weights.length; i++) {
                    gains[p][v] += scale
                            * weights[i]
                            * features.shared(p, v, genomes.get(i).gene(p));
                }
            }
        }
        return new AdditiveScore(mean, gains);
    }
}
