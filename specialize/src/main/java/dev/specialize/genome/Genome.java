package dev.specialize.genome;

import java.util.Arrays;

/**
 * An architecture as small numbers, canonical: equal genomes are equal architectures. {@link GenomeCodec} says what
 * stands at each position. The array is shared, never written after construction.
 */
public final class Genome implements Comparable<Genome> {
    private final int[] genes;
    private final int hash;

    /** @param genes owned by the genome from here on */
    public Genome(int[] genes) {
        this.genes = genes;
        this.hash = Arrays.hashCode(genes);
    }

    public int gene(int position) {
        return genes[position];
    }

    public int length() {
        return genes.length;
    }

    public int[] toGenes() {
        return genes.clone();
    }

    @Override
    public int compareTo(Genome other) {
        return Arrays.compare(genes, other.genes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Genome genome && hash == genome.hash && Arrays.equals(genes, genome.genes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(genes);
    }
}
