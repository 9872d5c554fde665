package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;

/** For each resolution and stage the least that blocks of an {@link AdditiveCost} can cost. */
final class CostBounds {
    private final AdditiveCost cost;
    private final GenomeCodec codec;
    /** (resolution, position): the gene of the cheapest block at a place. */
    private final int[][] cheapestGenes;
    /** (resolution, stage): the depth gene of the cheapest stage. */
    private final int[][] cheapestDepths;
    /** (resolution, stage): the least cost of this and all later stages; 0 past the last. */
    private final double[][] leastFromStage;

    CostBounds(AdditiveCost cost) {
        this.cost = cost;
        this.codec = cost.codec();
        this.cheapestGenes = new int[codec.resolutions()][codec.length()];
        this.cheapestDepths = new int[codec.resolutions()][codec.stages()];
        this.leastFromStage = new double[codec.resolutions()][codec.stages() + 1];
        for (int r = 0; r < codec.resolutions(); r++) {
            for (int p = codec.firstPlace(0); p < codec.length(); p++) {
                cheapestGenes[r][p] = cheapestGene(r, p);
            }
            for (int s = codec.stages() - 1; s >= 0; s--) {
                cheapestDepths[r][s] = cheapestDepth(r, s);
                leastFromStage[r][s] = leastFromStage[r][s + 1] + leastOfPlaces(r, s, 0, cheapestDepths[r][s]);
            }
        }
    }

    private int cheapestGene(int resolution, int position) {
        int best = 1;
        for (int v = 2; v < codec.values(position); v++) {
            if (cost.block(resolution, position, v) < cost.block(resolution, position, best)) {
                best = v;
            }
        }
        return best;
    }

    private int cheapestDepth(int resolution, int stage) {
        int best = 0;
        for (int d = 1; d < codec.values(1 + stage); d++) {
            if (leastOfPlaces(resolution, stage, 0, d) < leastOfPlaces(resolution, stage, 0, best)) {
                best = d;
            }
        }
        return best;
    }

    /** The least cost of the blocks of a stage from the {@code from}-th on, for a depth gene. */
    double leastOfPlaces(int resolution, int stage, int from, int depthGene) {
        double sum = 0;
        int end = codec.firstPlace(stage) + codec.depth(stage, depthGene);
        for (int p = codec.firstPlace(stage) + from; p < end; p++) {
            sum += cost.block(resolution, p, cheapestGenes[resolution][p]);
        }
        return sum;
    }

    /** The least cost of a stage and all after it. */
    double leastFromStage(int resolution, int stage) {
        return leastFromStage[resolution][stage];
    }

    /** The least cost of any architecture of a resolution. */
    double least(int resolution) {
        return cost.fixed(resolution) + leastFromStage[resolution][0];
    }

    Genome minimiser() {
        int best = 0;
        for (int r = 1; r < codec.resolutions(); r++) {
            if (least(r) < least(best)) {
                best = r;
            }
        }
        return minimiser(best);
    }

    private Genome minimiser(int resolution) {
        int[] genes = cheapestGenes[resolution].clone();
        genes[0] = resolution;
        System.arraycopy(cheapestDepths[resolution], 0, genes, 1, codec.stages());
        return codec.canonical(genes);
    }

    /** The cheapest of the architectures that share a genome's resolution and depths. */
    Genome minimiserShapedAs(Genome genome) {
        int[] genes = genome.toGenes();
        for (int p = codec.firstPlace(0); p < genes.length; p++) {
            genes[p] = genes[p] == 0 ? 0 : cheapestGenes[genes[0]][p];
        }
        return new Genome(genes);
    }
}
