package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.SearchSpace;

/** What the architectures of one space take of a resource: the sum of what their layers take, or the most of it. */
public abstract sealed class ResourceCost permits AdditiveCost, PeakCost {
    private final GenomeCodec codec;

    ResourceCost(GenomeCodec codec) {
        this.codec = codec;
    }

    public final SearchSpace space() {
        return codec.space();
    }

    final GenomeCodec codec() {
        return codec;
    }

    /** @throws IllegalArgumentException if it is over another space than the one that is searched */
    final void requireSpace(SearchSpace searched, Resource resource) {
        if (!space().equals(searched)) {
            throw new IllegalArgumentException("The " + resource + " cost is over the space " + space().name()
                    + ", the search over " + searched.name() + ".");
        }
    }

    /** @throws IllegalArgumentException if the architecture is not in the space; the message says where */
    public final double of(Architecture architecture) {
        return of(codec.encodeChecked(architecture));
    }

    /** The least cost of any architecture of the space. */
    public final double minimum() {
        return of(minimisingGenome());
    }

    /** An architecture of the least cost. */
    public final Architecture minimiser() {
        return codec.decode(minimisingGenome());
    }

    abstract double of(Genome genome);

    abstract Genome minimisingGenome();

    /** Whether what is allowed of it is a sum; else a limit only says which layers a network may have. */
    abstract boolean addsUp();

    /** The sum that says whether a limit on this cost, raised by a factor, is kept. */
    abstract AdditiveBound bound(double factor, double limit);
}
