package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A depth-first search for one architecture that keeps all constraints: resolution, then stage by stage depth and blocks.
 * A branch ends when what is fixed plus the least of the rest breaks a limit, or the limit of a weighted sum of them.
 */
final class BranchAndBound {
    private final List<Constraint> constraints;
    /** Every constraint's cost, then the weighted use. */
    private final List<AdditiveCost> costs;

    private final List<CostBounds> bounds;
    private final double[] limits;
    private final GenomeCodec codec;
    private final int[] genes;
    private long nodesLeft;

    /** @param weightedUse a sum of uses whose weights sum to 1 */
    BranchAndBound(List<Constraint> constraints, AdditiveCost weightedUse, long nodes) {
        this.constraints = constraints;
        this.costs = Stream.concat(constraints.stream().map(Constraint::cost), Stream.of(weightedUse))
                .toList();
        this.bounds = costs.stream().map(CostBounds::new).toList();
        this.limits = new double[costs.size()];
        for (int i = 0; i < limits.length; i++) {
            double limit = i < constraints.size()
                    ? constraints.get(i).limit() / constraints.get(i).withMargin(1)
                    : 1;
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
        return stage(0, costs.stream().mapToDouble(c -> c.fixed(resolution)).toArray());
    }

    /** @param spent what is fixed so far, for every cost */
    private Optional<Genome> stage(int stage, double[] spent) {
        if (stage == codec.stages()) {
            Genome genome = codec.canonical(genes);
            return constraints.stream().allMatch(c -> c.allows(genome)) ? Optional.of(genome) : Optional.empty();
        }
        for (int d = 0; d < codec.values(1 + stage); d++) {
            genes[1 + stage] = d;
            Optional<Genome> found = place(stage, 0, spent);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Genome> place(int stage, int block, double[] spent) {
        if (nodesLeft < 0 || --nodesLeft < 0 || hopeless(stage, block, spent)) {
            return Optional.empty();
        }
        if (block == codec.depth(stage, genes[1 + stage])) {
            return stage(stage + 1, spent);
        }
        int position = codec.firstPlace(stage) + block;
        for (int v = 1; v < codec.values(position); v++) {
            genes[position] = v;
            Optional<Genome> found = place(stage, block + 1, after(position, v, spent));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean hopeless(int stage, int block, double[] spent) {
        int resolution = genes[0];
        for (int i = 0; i < limits.length; i++) {
            CostBounds bound = bounds.get(i);
            double rest = bound.leastOfPlaces(resolution, stage, block, genes[1 + stage])
                    + bound.leastFromStage(resolution, stage + 1);
            if (spent[i] + rest > limits[i]) {
                return true;
            }
        }
        return false;
    }

    private double[] after(int position, int gene, double[] spent) {
        double[] after = spent.clone();
        for (int i = 0; i < after.length; i++) {
            after[i] += costs.get(i).block(genes[0], position, gene);
        }
        return after;
    }
}
