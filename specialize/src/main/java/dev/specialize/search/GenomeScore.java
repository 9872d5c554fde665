package dev.specialize.search;

/** Ranks genomes: the higher, the better. Unlike an accuracy it may leave [0, 1]. */
@FunctionalInterface
interface GenomeScore {
    double of(Genome genome);

    /** A predictor as a score; those of this package need no decoding. */
    static GenomeScore of(AccuracyPredictor predictor, GenomeCodec codec) {
        return predictor instanceof RidgePredictor ridge
                ? ridge.score()
                : genome -> predictor.accuracy(codec.decode(genome));
    }
}
