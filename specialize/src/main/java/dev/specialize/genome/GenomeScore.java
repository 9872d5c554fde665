package dev.specialize.genome;

/** Ranks genomes: the higher, the better. Unlike an accuracy it may leave [0, 1]. */
@FunctionalInterface
public interface GenomeScore {
    double of(Genome genome);
}
