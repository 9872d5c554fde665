package dev.specialize.search;

import dev.specialize.genome.Genome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Climbs by the best single move; where none helps, by the best of the pairs of moves that promise most. At the edge of a
 * budget nothing improves alone: one block must give what another takes.
 */
final class LocalSearch {
    /** Blocks interact little, so the gains of two moves nearly add up, and few pairs need a look. */
    private static final int PAIRS = 300;

    private final Problem problem;
    private final Archive archive;
    private final Moves moves;

    LocalSearch(Problem problem, Archive archive) {
        this.problem = problem;
        this.archive = archive;
        this.moves = new Moves(problem.codec());
    }

    /** @param start keeps the constraints */
    Scored climb(Scored start) {
        Scored current = start;
        while (!archive.exhausted()) {
            Optional<Scored> better = step(current);
            if (better.isEmpty()) {
                return current;
            }
            current = better.get();
        }
        return current;
    }

    private Optional<Scored> step(Scored current) {
        List<Gain> gains = gains(current);
        Optional<Scored> single = gains.stream()
                .map(g -> g.result)
                .filter(s -> s.betterThan(current) && problem.allows(s.genome()))
                .min(Scored::compareTo);
        return single.isPresent() ? single : bestPair(current, gains);
    }

    private List<Gain> gains(Scored current) {
        double[] before = problem.uses(current.genome());
        List<Gain> gains = new ArrayList<>();
        for (Moves.Move move : moves.of(current.genome())) {
            Scored result = archive.scored(moves.applied(move, current.genome()));
            double[] uses = problem.uses(result.genome());
            for (int i = 0; i < uses.length; i++) {
                uses[i] -= before[i];
            }
            gains.add(new Gain(move, result, result.score() - current.score(), uses));
        }
        return gains;
    }

    private Optional<Scored> bestPair(Scored current, List<Gain> gains) {
        return promising(current, gains).stream()
                .limit(PAIRS)
                .map(pair -> archive.scored(pair.genome()))
                .filter(s -> s.betterThan(current))
                .min(Scored::compareTo);
    }

    /** Allowed pairs that may be worth it, by the sum of their gains. */
    private List<Scored> promising(Scored current, List<Gain> gains) {
        double floor = floor(gains);
        double[] before = problem.uses(current.genome());
        List<Scored> pairs = new ArrayList<>();
        for (int i = 0; i < gains.size(); i++) {
            Gain one = gains.get(i);
            for (int j = 0; j < i; j++) {
                Gain other = gains.get(j);
                if (one.gain + other.gain < floor
                        || one.move.position() == other.move.position()
                        || surelyExceeds(before, one, other)) {
                    continue;
                }
                Genome genome = moves.applied(other.move, one.move, current.genome());
                if (problem.allows(genome)) {
                    pairs.add(new Scored(genome, one.gain + other.gain));
                }
            }
        }
        Collections.sort(pairs);
        return pairs;
    }

    /** Whether costs, which add up over stages, rule a pair out; cheaper than to build its genome. */
    private boolean surelyExceeds(double[] before, Gain one, Gain other) {
        if (moves.touchSameLayers(one.move, other.move)) {
            return false;
        }
        for (int i = 0; i < before.length; i++) {
            if (before[i] + one.moreUse[i] + other.moreUse[i] > 1 + FeasiblePoint.ROUNDING) {
                return true;
            }
        }
        return false;
    }

    /** Interaction may turn a small loss into a gain: as small as a tenth of the largest change of a single move. */
    private static double floor(List<Gain> gains) {
        return -0.1 * gains.stream().mapToDouble(g -> Math.abs(g.gain)).max().orElse(0);
    }

    /** What one move does. */
    private static final class Gain {
        private final Moves.Move move;
        private final Scored result;
        private final double gain;
        /** (constraints): of the limit. */
        private final double[] moreUse;

        Gain(Moves.Move move, Scored result, double gain, double[] moreUse) {
            this.move = move;
            this.result = result;
            this.gain = gain;
            this.moreUse = moreUse;
        }
    }
}
