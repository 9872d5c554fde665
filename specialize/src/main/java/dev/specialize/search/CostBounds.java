package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;

/** For each resolution, stage and pair of widths the least that blocks of an {@link AdditiveCost} can cost. */
final class CostBounds {
    private final AdditiveCost cost;
    private final GenomeCodec codec;
    /** (resolution, stage, width gene before): the least cost from this stage on, the layers around the stages included. */
    private final double[][][] leastFromStage;
    /** (resolution, position, pair of widths): the gene of the cheapest block at a place. */
    private final int[][][] cheapestGenes;

    CostBounds(AdditiveCost cost) {
        this.cost = cost;
        this.codec = cost.codec();
        this.cheapestGenes = cheapestGenes(cost);
        this.leastFromStage = new double[codec.resolutions()][codec.stages() + 1][];
        for (int r = 0; r < codec.resolutions(); r++) {
            leastFromStage[r][codec.stages()] = new double[codec.widths(codec.stages() - 1)];
            for (int w = 0; w < leastFromStage[r][codec.stages()].length; w++) {
                leastFromStage[r][codec.stages()][w] = cost.fixed(r, w);
            }
            for (int s = codec.stages() - 1; s >= 0; s--) {
                leastFromStage[r][s] = new double[s == 0 ? 1 : codec.widths(s - 1)];
                for (int before = 0; before < leastFromStage[r][s].length; before++) {
                    leastFromStage[r][s][before] = from(r, s, before, cheapestWidth(r, s, before));
                }
            }
        }
    }

    private static int[][][] cheapestGenes(AdditiveCost cost) {
        GenomeCodec codec = cost.codec();
        int[][][] genes = new int[codec.resolutions()][codec.length()][];
        for (int r = 0; r < genes.length; r++) {
            for (int p = codec.firstPlace(0); p < codec.length(); p++) {
                genes[r][p] = new int[cost.pairs(codec.stageIndexAt(p))];
                for (int pair = 0; pair < genes[r][p].length; pair++) {
                    genes[r][p][pair] = cheapestGene(cost, r, p, pair);
                }
            }
        }
        return genes;
    }

    private double from(int resolution, int stage, int before, int own) {
        int pair = cost.pair(stage, before, own);
        return leastOfPlaces(resolution, stage, pair, 0, cheapestDepth(resolution, stage, pair))
                + leastFromStage[resolution][stage + 1][own];
    }

    private int cheapestWidth(int resolution, int stage, int before) {
        int best = 0;
        for (int own = 1; own < codec.widths(stage); own++) {
            if (from(resolution, stage, before, own) < from(resolution, stage, before, best)) {
                best = own;
            }
        }
        return best;
    }

    private int cheapestGene(int resolution, int position, int pair) {
        return cheapestGenes[resolution][position][pair];
    }

    private static int cheapestGene(AdditiveCost cost, int resolution, int position, int pair) {
        int best = 1;
        for (int v = 2; v < cost.codec().values(position); v++) {
            if (cost.block(resolution, position, pair, v) < cost.block(resolution, position, pair, best)) {
                best = v;
            }
        }
        return best;
    }

    private int cheapestDepth(int resolution, int stage, int pair) {
        int best = 0;
        for (int d = 1; d < codec.values(codec.depthPosition(stage)); d++) {
            if (leastOfPlaces(resolution, stage, pair, 0, d) < leastOfPlaces(resolution, stage, pair, 0, best)) {
                best = d;
            }
        }
        return best;
    }

    /** The least cost of the blocks of a stage from the {@code from}-th on, for a depth gene. */
    double leastOfPlaces(int resolution, int stage, int pair, int from, int depthGene) {
        double sum = 0;
        int end = codec.firstPlace(stage) + codec.depth(stage, depthGene);
        for (int p = codec.firstPlace(stage) + from; p < end; p++) {
            sum += cost.block(resolution, p, pair, cheapestGene(resolution, p, pair));
        }
        return sum;
    }

    /**
     * The least cost of a stage, all after it and the layers around the stages.
     *
     * @param before width gene of the stage before; 0 for the first
     */
    double leastFromStage(int resolution, int stage, int before) {
        return leastFromStage[resolution][stage][before];
    }

    /** The least cost of any architecture of a resolution. */
    double least(int resolution) {
        return leastFromStage[resolution][0][0];
    }

    Genome minimiser() {
        int best = 0;
        for (int r = 1; r < codec.resolutions(); r++) {
            if (least(r) < least(best)) {
                best = r;
            }
        }
        int[] genes = new int[codec.length()];
        genes[0] = best;
        int before = 0;
        for (int s = 0; s < codec.stages(); s++) {
            int own = cheapestWidth(best, s, before);
            genes[codec.widthPosition(s)] = own;
            int pair = cost.pair(s, before, own);
            genes[codec.depthPosition(s)] = cheapestDepth(best, s, pair);
            for (int p = codec.firstPlace(s); p < codec.firstPlace(s + 1); p++) {
                genes[p] = cheapestGene(best, p, pair);
            }
            before = own;
        }
        return codec.canonical(genes);
    }

    /** The cheapest of the architectures that share a genome's resolution, widths and depths. */
    Genome minimiserShapedAs(Genome genome) {
        int[] genes = genome.toGenes();
        int before = 0;
        for (int s = 0; s < codec.stages(); s++) {
            int own = genes[codec.widthPosition(s)];
            for (int p = codec.firstPlace(s); p < codec.firstPlace(s + 1); p++) {
                genes[p] = genes[p] == 0 ? 0 : cheapestGene(genes[0], p, cost.pair(s, before, own));
            }
            before = own;
        }
        return new Genome(genes);
    }
}
