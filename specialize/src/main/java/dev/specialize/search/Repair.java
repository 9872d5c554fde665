package dev.specialize.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Makes a genome keep the constraints by giving it, one after the other in random order, the genes of an anchor that
 * keeps them. It ends, at the latest as the anchor itself.
 */
final class Repair {
    private final Problem problem;
    private final Genome anchor;
    private final RandomGenerator random;

    Repair(Problem problem, Genome anchor, RandomGenerator random) {
        this.problem = problem;
        this.anchor = anchor;
        this.random = random;
    }

    Genome repaired(Genome genome) {
        if (problem.allows(genome)) {
            return genome;
        }
        int[] genes = genome.toGenes();
        for (int position : randomPositions()) {
            takeOver(genes, position);
            Genome next = problem.codec().canonical(genes);
            if (problem.allows(next)) {
                return next;
            }
        }
        return anchor;
    }

    private List<Integer> randomPositions() {
        List<Integer> positions = new ArrayList<>();
        for (int p = 0; p < anchor.length(); p++) {
            positions.add(p);
        }
        Collections.shuffle(positions, new Random(random.nextLong()));
        return positions;
    }

    private void takeOver(int[] genes, int position) {
        GenomeCodec codec = problem.codec();
        if (codec.isPlace(position)) {
            if (genes[position] != 0 && anchor.gene(position) != 0) {
                genes[position] = anchor.gene(position);
            }
            return;
        }
        genes[position] = anchor.gene(position);
        if (position > 0) {
            fillFromAnchor(genes, position - 1);
        }
        codec.empty(genes);
    }

    /** Places of a stage that has become deeper. */
    private void fillFromAnchor(int[] genes, int stage) {
        for (int p = problem.codec().firstPlace(stage); p < problem.codec().firstPlace(stage + 1); p++) {
            if (genes[p] == 0) {
                genes[p] = anchor.gene(p);
            }
        }
    }
}
