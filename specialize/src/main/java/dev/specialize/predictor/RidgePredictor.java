package dev.specialize.predictor;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Accuracy as mean + scale * sum over fitted genomes of weight * kernel. */
final class RidgePredictor implements AccuracyPredictor {
    private final GenomeCodec codec;
    private final Ridge ridge;
    private final Targets targets;
    private final List<Genome> genomes;
    private final double[] weights;
    private final GenomeScore score;

    RidgePredictor(GenomeCodec codec, Ridge ridge, Targets targets, List<Genome> genomes, double[] weights) {
        this.codec = codec;
        this.ridge = ridge;
        this.targets = targets;
        this.genomes = List.copyOf(genomes);
        this.weights = weights.clone();
        this.score = ridge.kernel().addsUp() ? linearScore() : kernelScore();
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

    @Override
    public Optional<AdditiveScore> additiveScore(GenomeCodec searched) {
        return score(searched) instanceof AdditiveScore additive ? Optional.of(additive) : Optional.empty();
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

    Targets targets() {
        return targets;
    }

    List<Genome> genomes() {
        return genomes;
    }

    double weight(int index) {
        return weights[index];
    }

    private GenomeScore kernelScore() {
        KernelRows rows = new KernelRows(codec, ridge.kernel(), genomes);
        double[] scaled = Arrays.stream(weights).map(w -> targets.scale() * w).toArray();
        return genome -> targets.mean() + dot(scaled, rows.of(genome));
    }

    /** Four partial sums, since one would wait for every addition before it. */
    private static double dot(double[] weights, double[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += weights[i] * values[i];
            b += weights[i + 1] * values[i + 1];
            c += weights[i + 2] * values[i + 2];
            d += weights[i + 3] * values[i + 3];
        }
        for (; i < values.length; i++) {
            a += weights[i] * values[i];
        }
        return a + b + (c + d);
    }

    /** The sum over fitted genomes is linear in the features here, so it is one number for each position and gene. */
    private GenomeScore linearScore() {
        KernelRows rows = new KernelRows(codec, ridge.kernel(), genomes);
        double[][] gains = new double[rows.positions()][];
        for (int p = 0; p < gains.length; p++) {
            gains[p] = new double[rows.genes(p)];
            for (int v = 0; v < gains[p].length; v++) {
                gains[p][v] = targets.scale() * rows.weighted(p, v, weights);
            }
        }
        return new AdditiveScore(targets.mean(), gains);
    }
}
