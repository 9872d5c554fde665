package dev.specialize.search;

import dev.specialize.genome.Genome;

/** A genome with its score. The best come first; equal scores are ordered by genome, so that order never varies. */
record Scored(Genome genome, double score) implements Comparable<Scored> {
    @Override
    public int compareTo(Scored other) {
        int byScore = Double.compare(other.score, score);
        return byScore != 0 ? byScore : genome.compareTo(other.genome);
    }

    /** The score as an accuracy, a fraction in [0, 1]. */
    double accuracy() {
        return accuracy(score);
    }

    static double accuracy(double score) {
        return Math.max(0, Math.min(1, score));
    }

    boolean betterThan(Scored other) {
        return compareTo(other) < 0;
    }
}
