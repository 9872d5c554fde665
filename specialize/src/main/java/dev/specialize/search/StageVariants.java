package dev.specialize.search;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.GenomeCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a stage can hold at one resolution and pair of widths, without what another content beats in both cost and score.
 */
final class StageVariants {
    private final AdditiveScore score;
    private final AdditiveCost cost;
    private final GenomeCodec codec;

    StageVariants(AdditiveScore score, AdditiveCost cost) {
        this.score = score;
        this.cost = cost;
        this.codec = cost.codec();
    }

    /**
     * One content.
     *
     * @param depth gene of the depth
     * @param places genes of the blocks, first to last
     */
    record Variant(double cost, double score, int depth, List<Integer> places) {
        Variant {
            places = List.copyOf(places);
        }

        private Variant and(double moreCost, double moreScore, int gene) {
            List<Integer> longer = new ArrayList<>(places);
            longer.add(gene);
            return new Variant(cost + moreCost, score + moreScore, depth, longer);
        }
    }

    /** By rising cost and, as none is beaten, rising score. */
    List<Variant> of(int resolution, int stage, int before, int own) {
        int pair = cost.pair(stage, before, own);
        double[] byDepth = score.byPosition()[codec.depthPosition(stage)];
        double byWidth = score.byPosition()[codec.widthPosition(stage)][own];
        List<Variant> all = new ArrayList<>();
        for (int d = 0; d < byDepth.length; d++) {
            double start = byDepth[d] + byWidth + empty(stage, d);
            List<Variant> partial = List.of(new Variant(0, start, d, List.of()));
            for (int b = 0; b < codec.depth(stage, d); b++) {
                partial = longer(partial, resolution, codec.firstPlace(stage) + b, pair);
            }
            all.addAll(partial);
        }
        return unbeaten(all);
    }

    /** What the places add that stay empty at a depth. */
    private double empty(int stage, int depth) {
        double sum = 0;
        for (int p = codec.firstPlace(stage) + codec.depth(stage, depth); p < codec.firstPlace(stage + 1); p++) {
            sum += score.byPosition()[p][0];
        }
        return sum;
    }

    private List<Variant> longer(List<Variant> partial, int resolution, int position, int pair) {
        List<Variant> longer = new ArrayList<>();
        for (Variant variant : partial) {
            for (int v = 1; v < codec.values(position); v++) {
                longer.add(variant.and(cost.block(resolution, position, pair, v), score.byPosition()[position][v], v));
            }
        }
        return unbeaten(longer);
    }

    private static List<Variant> unbeaten(List<Variant> variants) {
        variants.sort(Comparator.comparingDouble(Variant::cost)
                .thenComparing(Comparator.comparingDouble(Variant::score).reversed()));
        List<Variant> kept = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (Variant variant : variants) {
            if (variant.score > best) {
                best = variant.score;
                kept.add(variant);
            }
        }
        return kept;
    }
}
