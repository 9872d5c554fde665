package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.StageWidths;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/**
 * A cost that is the sum of its layers' costs and of an offset for the resolution, tabulated over one space. Latency from
 * a block table, multiply-accumulates and parameters are of this kind.
 *
 * <p>Stages are independent given the resolution, so the least cost of the whole space is exact and cheap.
 */
public final class AdditiveCost {
    private final GenomeCodec codec;
    /** (resolution): offset and the layers that every architecture has. */
    private final double[] fixed;
    /** (resolution, position, gene): the cost of a block at its place; 0 at positions and genes without a block. */
    private final double[][][] blocks;

    private final Genome minimiser;

    private AdditiveCost(GenomeCodec codec, double[] fixed, double[][][] blocks) {
        this.codec = codec;
        this.fixed = fixed;
        this.blocks = blocks;
        this.minimiser = new CostBounds(this).minimiser();
    }

    /**
     * Asks for the cost of every layer that a network of the space can have.
     *
     * @param offsetByResolution what a network costs beside its layers, in the same unit
     * @throws IllegalArgumentException if a cost is not finite; the message names the layer
     */
    public static AdditiveCost of(SearchSpace space, LayerCost layerCost, IntToDoubleFunction offsetByResolution) {
        GenomeCodec codec = new GenomeCodec(space);
        double[] fixed = new double[codec.resolutions()];
        double[][][] blocks = new double[codec.resolutions()][][];
        for (int r = 0; r < fixed.length; r++) {
            int resolution = space.resolutions().get(r);
            fixed[r] = offsetByResolution.applyAsDouble(resolution) + fixedLayers(space, resolution, layerCost);
            blocks[r] = blocks(codec, resolution, layerCost);
        }
        return new AdditiveCost(codec, fixed, blocks);
    }

    /** Multiply-accumulates of one inference. */
    public static AdditiveCost macs(SearchSpace space) {
        return of(space, (resolution, layer) -> (double) layer.cost().macs(), resolution -> 0);
    }

    /** Number of trained values. */
    public static AdditiveCost parameters(SearchSpace space) {
        return of(space, (resolution, layer) -> (double) layer.cost().parameters(), resolution -> 0);
    }

    private static double fixedLayers(SearchSpace space, int resolution, LayerCost layerCost) {
        return Stream.of(space.layersBeforeStages(resolution), space.layersAfterStages(resolution, lastWidth(space)))
                .flatMap(List::stream)
                .mapToDouble(layer -> finite(layerCost, resolution, layer))
                .sum();
    }

    private static int lastWidth(SearchSpace space) {
        return space.stages().get(space.stages().size() - 1).maxWidth();
    }

    private static double[][] blocks(GenomeCodec codec, int resolution, LayerCost layerCost) {
        double[][] costs = new double[codec.length()][];
        for (int p = 0; p < costs.length; p++) {
            costs[p] = new double[codec.values(p)];
        }
        for (int s = 0; s < codec.stages(); s++) {
            Stage stage = codec.space().stages().get(s);
            StageWidths widths = codec.space().widthsAt(s).get(0);
            for (int b = 0; b < stage.maxDepth(); b++) {
                double[] place = costs[codec.firstPlace(s) + b];
                for (int c = 0; c < stage.choicesPerBlock(); c++) {
                    Layer layer = codec.space().block(resolution, s, b, widths, stage.choice(c));
                    place[1 + c] = finite(layerCost, resolution, layer);
                }
            }
        }
        return costs;
    }

    private static double finite(LayerCost layerCost, int resolution, Layer layer) {
        double cost = layerCost.of(resolution, layer);
        if (!Double.isFinite(cost)) {
            throw new IllegalArgumentException("cost of " + layer.key() + " at " + resolution + " px is " + cost);
        }
        return cost;
    }

    /**
     * The sum of costs over one space, each times its weight.
     *
     * @param weights as many as costs
     */
    static AdditiveCost weightedSum(GenomeCodec codec, List<AdditiveCost> costs, double[] weights) {
        double[] fixed = new double[codec.resolutions()];
        double[][][] blocks = new double[fixed.length][codec.length()][];
        for (int r = 0; r < fixed.length; r++) {
            for (int p = 0; p < codec.length(); p++) {
                blocks[r][p] = new double[codec.values(p)];
            }
            for (int i = 0; i < weights.length; i++) {
                AdditiveCost cost = costs.get(i);
                fixed[r] += weights[i] * cost.fixed[r];
                for (int p = 0; p < codec.length(); p++) {
                    for (int v = 0; v < blocks[r][p].length; v++) {
                        blocks[r][p][v] += weights[i] * cost.blocks[r][p][v];
                    }
                }
            }
        }
        return new AdditiveCost(codec, fixed, blocks);
    }

    public SearchSpace space() {
        return codec.space();
    }

    /** @throws IllegalArgumentException if the architecture is not in the space; the message says where */
    public double of(Architecture architecture) {
        return of(codec.encodeChecked(architecture));
    }

    /** The least cost of any architecture of the space. */
    public double minimum() {
        return of(minimiser);
    }

    /** An architecture of the least cost. */
    public Architecture minimiser() {
        return codec.decode(minimiser);
    }

    double of(Genome genome) {
        double sum = fixed[genome.gene(0)];
        double[][] table = blocks[genome.gene(0)];
        for (int p = codec.firstPlace(0); p < table.length; p++) {
            sum += table[p][genome.gene(p)];
        }
        return sum;
    }

    Genome minimisingGenome() {
        return minimiser;
    }

    GenomeCodec codec() {
        return codec;
    }

    double fixed(int resolution) {
        return fixed[resolution];
    }

    double block(int resolution, int position, int gene) {
        return blocks[resolution][position][gene];
    }
}
