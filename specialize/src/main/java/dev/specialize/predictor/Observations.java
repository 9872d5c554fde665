package dev.specialize.predictor;

import dev.specialize.genome.Genome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a {@link Posterior} learns from: accuracies on the images that it speaks of, and after them perhaps some that were
 * measured on other images, which are easier or harder for all architectures alike.
 *
 * @param accuracies one for each genome, fractions; shared, not to be written to
 * @param own how many were measured on the images that predictions are for
 * @param noise variance of the others beyond the ridge, in units of the process's
 * @param shift variance of what the others have in common, in the same units
 */
@SuppressWarnings("ArrayRecordComponent") // stays in this package
record Observations(List<Genome> genomes, double[] accuracies, int own, double noise, double shift) {
    Observations {
        genomes = List.copyOf(genomes);
        if (genomes.size() != accuracies.length || own > accuracies.length) {
            throw new IllegalArgumentException(
                    genomes.size() + " genomes, " + accuracies.length + " accuracies and " + own + " own ones");
        }
    }

    static Observations of(List<Genome> genomes, double[] accuracies) {
        return new Observations(genomes, accuracies, genomes.size(), 0, 0);
    }

    /** The own ones, and others that were measured on other images. */
    Observations and(List<Genome> otherGenomes, double[] otherAccuracies, double newNoise, double newShift) {
        double[] all = Arrays.copyOf(accuracies, own + otherAccuracies.length);
        System.arraycopy(otherAccuracies, 0, all, own, otherAccuracies.length);
        return new Observations(
                Stream.concat(genomes.stream().limit(own), otherGenomes.stream())
                        .toList(),
                all,
                own,
                newNoise,
                newShift);
    }

    /** The covariance of two of them beside that of their architectures. */
    double covariance(int i, int j) {
        double common = i >= own && j >= own ? shift : 0;
        return i == j && i >= own ? common + noise : common;
    }
}
