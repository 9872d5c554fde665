package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Makes a genome keep the constraints by giving it, one after the other in random order, the genes of one that keeps
 * them: the cheapest of the same resolution and depths, where that is allowed, else an anchor. It ends, at the latest as
 * that genome itself.
 */
final class Repair {
    private final Problem problem;
    private final Genome anchor;
    private final RandomGenerator random;
    /** Of the sum of what the constraints' limits are used to. */
    private final CostBounds cheapest;

    /** @param problem with at least one constraint, or nothing is ever repaired */
    Repair(Problem problem, Genome anchor, RandomGenerator random) {
        this.problem = problem;
        this.anchor = anchor;
        this.random = random;
        this.cheapest = new CostBounds(problem.totalUse());
    }

    Genome repaired(Genome genome) {
        if (problem.allows(genome)) {
            return genome;
        }
        Genome sameShape = cheapest.minimiserShapedAs(genome);
        return towards(problem.allows(sameShape) ? sameShape : anchor, genome);
    }

    private Genome towards(Genome allowed, Genome genome) {
        int[] genes = genome.toGenes();
        for (int position : randomPositions()) {
            takeOver(allowed, genes, position);
            Genome next = problem.codec().canonical(genes);
            if (problem.allows(next)) {
                return next;
            }
        }
        return allowed;
    }

    /** A Fisher-Yates shuffle. */
    private int[] randomPositions() {
        int[] positions = IntStream.range(0, anchor.length()).toArray();
        for (int i = positions.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = positions[i];
            positions[i] = positions[j];
            positions[j] = swapped;
        }
        return positions;
    }

    private void takeOver(Genome allowed, int[] genes, int position) {
        GenomeCodec codec = problem.codec();
        if (codec.isPlace(position)) {
            if (genes[position] != 0 && allowed.gene(position) != 0) {
                genes[position] = allowed.gene(position);
            }
            return;
        }
        genes[position] = allowed.gene(position);
        if (codec.isDepth(position)) {
            fill(allowed, genes, codec.stageIndexAt(position));
        }
        codec.empty(genes);
    }

    /** Places of a stage that has become deeper. */
    private void fill(Genome allowed, int[] genes, int stage) {
        for (int p = problem.codec().firstPlace(stage); p < problem.codec().firstPlace(stage + 1); p++) {
            if (genes[p] == 0) {
                genes[p] = allowed.gene(p);
            }
        }
    }
}
