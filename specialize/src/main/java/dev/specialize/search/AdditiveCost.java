package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Layer;
import dev.specialize.space.SearchSpace;
import dev.specialize.space.Stage;
import dev.specialize.space.StageWidths;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * A cost that is the sum of its layers' costs and of an offset for the resolution, tabulated over one space. Latency from
 * a block table, multiply-accumulates and parameters are of this kind.
 *
 * <p>A stage's cost depends on its own choices, its width and the width of the stage before; so the least cost of the
 * whole space is exact and cheap.
 */
public final class AdditiveCost extends ResourceCost {
    /** (resolution, width gene of the last stage): offset, and the layers around the stages. */
    private final double[][] fixed;
    /** (resolution, position, pair of widths, gene): a block at its place; 0 at positions and genes without a block. */
    private final double[][][][] blocks;

    private final Genome minimiser;

    private AdditiveCost(GenomeCodec codec, double[][] fixed, double[][][][] blocks) {
        super(codec);
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
        double[][] fixed = new double[codec.resolutions()][];
        double[][][][] blocks = new double[codec.resolutions()][][][];
        for (int r = 0; r < fixed.length; r++) {
            int resolution = space.resolutions().get(r);
            LayerCost finite = (size, layer) -> finite(layerCost, size, layer);
            fixed[r] = fixed(codec, resolution, finite, offsetByResolution.applyAsDouble(resolution));
            blocks[r] = blocks(codec, resolution, finite);
        }
        return new AdditiveCost(codec, fixed, blocks);
    }

    /**
     * A cost that does not depend on the resolution, or is largest at the largest one and little less at others: only
     * layers at that one are asked for.
     *
     * @param offset what a network costs beside its layers
     */
    public static AdditiveCost ofAnyResolution(SearchSpace space, ToDoubleFunction<Layer> layerCost, double offset) {
        GenomeCodec codec = new GenomeCodec(space);
        LayerCost finite = (size, layer) -> finite((any, asked) -> layerCost.applyAsDouble(asked), size, layer);
        double[][] fixed = new double[codec.resolutions()][];
        double[][][][] blocks = new double[codec.resolutions()][][][];
        Arrays.fill(fixed, fixed(codec, space.maxResolution(), finite, offset));
        Arrays.fill(blocks, blocks(codec, space.maxResolution(), finite));
        return new AdditiveCost(codec, fixed, blocks);
    }

    /** Multiply-accumulates of one inference. */
    public static AdditiveCost macs(SearchSpace space) {
        return of(space, (resolution, layer) -> (double) layer.cost().macs(), resolution -> 0);
    }

    /** Number of trained values. */
    public static AdditiveCost parameters(SearchSpace space) {
        return ofAnyResolution(space, layer -> (double) layer.cost().parameters(), 0);
    }

    private static double[] fixed(GenomeCodec codec, int resolution, LayerCost cost, double offset) {
        SearchSpace space = codec.space();
        int last = codec.stages() - 1;
        double before = offset + sum(space.layersBeforeStages(resolution), resolution, cost);
        double[] fixed = new double[codec.widths(last)];
        for (int w = 0; w < fixed.length; w++) {
            fixed[w] = before + sum(space.layersAfterStages(resolution, codec.width(last, w)), resolution, cost);
        }
        return fixed;
    }

    private static double sum(List<Layer> layers, int resolution, LayerCost cost) {
        return layers.stream().mapToDouble(layer -> cost.of(resolution, layer)).sum();
    }

    private static double[][][] blocks(GenomeCodec codec, int resolution, LayerCost cost) {
        double[][][] costs = new double[codec.length()][][];
        for (int s = 0; s < codec.stages(); s++) {
            Stage stage = codec.space().stages().get(s);
            List<StageWidths> pairs = codec.space().widthsAt(s);
            for (int b = 0; b < stage.maxDepth(); b++) {
                double[][] place = new double[pairs.size()][1 + stage.choicesPerBlock()];
                for (int pair = 0; pair < place.length; pair++) {
                    for (int c = 0; c < stage.choicesPerBlock(); c++) {
                        Layer layer = codec.space().block(resolution, s, b, pairs.get(pair), stage.choice(c));
                        place[pair][1 + c] = cost.of(resolution, layer);
                    }
                }
                costs[codec.firstPlace(s) + b] = place;
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
        double[][] fixed = new double[codec.resolutions()][codec.widths(codec.stages() - 1)];
        double[][][][] blocks = new double[fixed.length][codec.length()][][];
        for (int r = 0; r < fixed.length; r++) {
            for (int i = 0; i < weights.length; i++) {
                add(weights[i], costs.get(i).fixed[r], fixed[r]);
            }
            for (int p = codec.firstPlace(0); p < codec.length(); p++) {
                blocks[r][p] = new double[pairs(codec, codec.stageIndexAt(p))][codec.values(p)];
                for (int i = 0; i < weights.length; i++) {
                    for (int pair = 0; pair < blocks[r][p].length; pair++) {
                        add(weights[i], costs.get(i).blocks[r][p][pair], blocks[r][p][pair]);
                    }
                }
            }
        }
        return new AdditiveCost(codec, fixed, blocks);
    }

    private static void add(double weight, double[] values, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * values[i];
        }
    }

    private static int pairs(GenomeCodec codec, int stage) {
        return codec.widths(stage) * (stage == 0 ? 1 : codec.widths(stage - 1));
    }

    /** Number of pairs of widths that a stage's blocks may have to do with. */
    int pairs(int stage) {
        return pairs(codec(), stage);
    }

    @Override
    double of(Genome genome) {
        return of(genome, genome.gene(0));
    }

    /** The cost of a genome if its resolution were another one. */
    double of(Genome genome, int resolution) {
        GenomeCodec codec = codec();
        double[][][] table = blocks[resolution];
        double sum = 0;
        int before = 0;
        for (int s = 0; s < codec.stages(); s++) {
            int own = genome.gene(codec.widthPosition(s));
            int pair = pair(s, before, own);
            int end = codec.firstPlace(s + 1);
            for (int p = codec.firstPlace(s); p < end && genome.gene(p) > 0; p++) {
                sum += table[p][pair][genome.gene(p)];
            }
            before = own;
        }
        return sum + fixed[resolution][before];
    }

    @Override
    Genome minimisingGenome() {
        return minimiser;
    }

    @Override
    boolean addsUp() {
        return true;
    }

    @Override
    AdditiveBound bound(double factor, double limit) {
        return new AdditiveBound(this, factor, limit);
    }

    /** @param lastWidth width gene of the last stage */
    double fixed(int resolution, int lastWidth) {
        return fixed[resolution][lastWidth];
    }

    /** The index of the widths, as genes, of the stage before and of a stage itself. */
    int pair(int stage, int before, int own) {
        return before * codec().widths(stage) + own;
    }

    double block(int resolution, int position, int pair, int gene) {
        return blocks[resolution][position][pair][gene];
    }
}
