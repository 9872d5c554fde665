package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.SearchSpace;

/**
 * A cost that is the largest of its layers' costs, which are whole numbers. Memory for activations is of this kind: each
 * layer leaves it to the next.
 *
 * <p>No sum tells it, but one tells whether a limit is kept: the number of layers above the limit.
 */
public final class PeakCost extends ResourceCost {
    private final LayerCost layerCost;

    private PeakCost(SearchSpace space, LayerCost layerCost) {
        super(new GenomeCodec(space));
        this.layerCost = layerCost;
    }

    /** The most bytes of activations alive at once for one image, see {@link dev.specialize.space.Cost}. */
    public static PeakCost activationBytes(SearchSpace space) {
        return new PeakCost(space, (resolution, layer) -> (double) layer.cost().peakActivationBytes());
    }

    @Override
    double of(Genome genome) {
        int resolution = space().resolutions().get(genome.gene(0));
        return space().lower(codec().decode(genome)).layers().stream()
                .mapToDouble(layer -> layerCost.of(resolution, layer))
                .max()
                .orElseThrow();
    }

    /** By bisection: of the limits that some architecture keeps the least. */
    @Override
    Genome minimisingGenome() {
        Genome least = codec().encode(space().smallest());
        long broken = 0;
        long kept = (long) of(least);
        while (kept - broken > 1) {
            long middle = broken + (kept - broken) / 2;
            AdditiveCost layers = layersAbove((double) middle);
            if (layers.minimum() > 0) {
                broken = middle;
            } else {
                least = layers.minimisingGenome();
                kept = (long) of(least);
            }
        }
        return least;
    }

    private AdditiveCost layersAbove(double limit) {
        return AdditiveCost.of(
                space(), (resolution, layer) -> layerCost.of(resolution, layer) > limit ? 1 : 0, resolution -> 0);
    }

    @Override
    boolean addsUp() {
        return false;
    }

    /** Of no layer more than a half is of none. */
    @Override
    AdditiveBound bound(double factor, double limit) {
        return new AdditiveBound(layersAbove(limit / factor), 1, 0.5);
    }
}
