package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A depth-first search for one architecture that keeps all bounds: resolution, then stage by stage depth and blocks.
 * A branch ends when what is fixed plus the least of the rest breaks a limit, or the limit of a weighted sum of them.
 */
final class BranchAndBound {
    private final List<AdditiveBound> limited;
    /** Every bound's cost, then the weighted use. */
    private final List<AdditiveCost> costs;

    private final List<CostBounds> bounds;
    private final double[] limits;
    private final GenomeCodec codec;
    private final int[] genes;
    private long nodesLeft;

    /** @param weightedUse a sum of uses whose weights sum to 1 */
    BranchAndBound(List<AdditiveBound> limited, AdditiveCost weightedUse, long nodes) {
        this.limited = limited;
        this.costs = Stream.concat(limited.stream().map(AdditiveBound::cost), Stream.of(weightedUse))
                .toList();
        this.bounds = costs.stream().map(CostBounds::new).toList();
        this.limits = new double[costs.size()];
        for (int i = 0; i < limits.length; i++) {
            double limit =
                    i < limited.size() ? limited.get(i).limit() / limited.get(i).factor() : 1;
            limits[i] = limit * (1 + FeasiblePoint.ROUNDING);
        }
        this.codec = weightedUse.codec();
        this.genes = new int[codec.length()];
        this.nodesLeft = nodes;
    }

    Optional<Genome> find() {
        CostBounds weighted = bounds.get(bounds.size() - 1);
        return IntStream.range(0, codec.resolutions())
                .boxed()
                .sorted(Comparator.comparingDouble(weighted::least))
                .map(this::resolution)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether every branch was followed or ruled out, so that finding nothing is a proof. */
    boolean complete() {
        return nodesLeft >= 0;
    }

    private Optional<Genome> resolution(int resolution) {
        genes[0] = resolution;
        return stage(0, new double[costs.size()]);
    }

    /** @param spent on the blocks that are fixed so far, for every cost */
    private Optional<Genome> stage(int stage, double[] spent) {
        if (stage == codec.stages()) {
            Genome genome = codec.canonical(genes);
            return limited.stream().allMatch(b -> b.allows(genome)) ? Optional.of(genome) : Optional.empty();
        }
        for (int w = 0; w < codec.widths(stage); w++) {
            genes[codec.widthPosition(stage)] = w;
            for (int d = 0; d < codec.values(codec.depthPosition(stage)); d++) {
                genes[codec.depthPosition(stage)] = d;
                Optional<Genome> found = place(stage, 0, spent);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Genome> place(int stage, int block, double[] spent) {
        if (nodesLeft < 0 || --nodesLeft < 0 || hopeless(stage, block, spent)) {
            return Optional.empty();
        }
        if (block == codec.depth(stage, genes[codec.depthPosition(stage)])) {
            return stage(stage + 1, spent);
        }
        int position = codec.firstPlace(stage) + block;
        for (int v = 1; v < codec.values(position); v++) {
            genes[position] = v;
            Optional<Genome> found = place(stage, block + 1, after(stage, position, v, spent));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private int width(int stage) {
        return stage < 0 ? 0 : genes[codec.widthPosition(stage)];
    }

    private int pair(int stage) {
        return costs.get(0).pair(stage, width(stage - 1), width(stage));
    }

    private boolean hopeless(int stage, int block, double[] spent) {
        int resolution = genes[0];
        for (int i = 0; i < limits.length; i++) {
            CostBounds bound = bounds.get(i);
            double rest = bound.leastOfPlaces(resolution, stage, pair(stage), block, genes[codec.depthPosition(stage)])
                    + bound.leastFromStage(resolution, stage + 1, width(stage));
            if (spent[i] + rest > limits[i]) {
                return true;
            }
        }
        return false;
    }

    private double[] after(int stage, int position, int gene, double[] spent) {
        double[] after = spent.clone();
        for (int i = 0; i < after.length; i++) {
            after[i] += costs.get(i).block(genes[0], position, pair(stage), gene);
        }
        return after;
    }
}
