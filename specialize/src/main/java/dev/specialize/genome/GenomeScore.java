package dev.specialize.genome;

import java.util.Optional;

/** Ranks genomes: the higher, the better. Unlike an accuracy it may leave [0, 1]. */
@FunctionalInterface
public interface GenomeScore {
    double of(Genome genome);

    /**
     * What each gene would add to the score of a genome if the score were linear around it: (position, gene), comparable
     * within a position. For scores whose gradient costs less than scoring every change.
     *
     * @return a new array, or empty if this score has no such gradient
     */
    default Optional<double[][]> slopes(Genome genome) {
        return Optional.empty();
    }
}
