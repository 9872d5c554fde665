package dev.specialize.search;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Makes a genome keep the constraints: takes away blocks that no network may have, then gives it, one after the other in random order, the genes of one that keeps
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
        Genome possible = withoutImpossibleBlocks(genome);
        if (problem.allows(possible)) {
            return possible;
        }
        Genome sameShape = cheapest.minimiserShapedAs(possible);
        return towards(problem.allows(sameShape) ? sameShape : anchor, possible);
    }

    /** What alone takes more than a limit has to go, whatever else may stay; so it goes first. */
    private Genome withoutImpossibleBlocks(Genome genome) {
        Genome resized = atPossibleResolution(genome);
        Genome sameShape = cheapest.minimiserShapedAs(resized);
        int[] genes = resized.toGenes();
        impossiblePlaces(resized).forEach(place -> genes[place] = sameShape.gene(place));
        return new Genome(genes);
    }

    /** The genome at its resolution or the next lower one at which its shape has blocks that do not each take too much. */
    private Genome atPossibleResolution(Genome genome) {
        int[] genes = genome.toGenes();
        for (int r = genes[0]; r >= 0; r--) {
            genes[0] = r;
            Genome lower = new Genome(genes);
            if (impossiblePlaces(cheapest.minimiserShapedAs(lower)).isEmpty()) {
                return lower;
            }
        }
        return genome;
    }

    private List<Integer> impossiblePlaces(Genome genome) {
        return IntStream.range(0, genome.length())
                .filter(problem.codec()::isPlace)
                .filter(place -> genome.gene(place) > 0)
                .filter(place -> problem.bounds().stream().anyMatch(b -> b.isBrokenBy(genome, place)))
                .boxed()
                .toList();
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
