package dev.specialize.genome;

import java.util.Optional;

/**
 * A score that is the sum of what each position of a genome adds, so that the best genome within an additive budget can be
 * found exactly.
 *
 * @param constant added once
 * @param byPosition (position, gene): what a gene adds; shared, not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // read in inner loops
public record AdditiveScore(double constant, double[][] byPosition) implements GenomeScore {
    @Override
    public double of(Genome genome) {
        double sum = constant;
        for (int p = 0; p < byPosition.length; p++) {
            sum += byPosition[p][genome.gene(p)];
        }
        return sum;
    }

    @Override
    public Optional<double[][]> slopes(Genome genome) {
        return Optional.of(byPosition.clone());
    }
}
