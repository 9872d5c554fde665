package dev.specialize.fleet;

import dev.specialize.fleet.ModelChoice.Proof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses K models that are worth most: greedily, then by exchanges, then by branch and bound over what a Lagrangian
 * relaxation leaves open. Where that would take too long, the choice stands with the best bound that is known.
 */
final class ChoiceSearch {
    /** What takes about a second. */
    private static final long MOST_NODES = 3_000_000;

    private static final int MOST_LEAVES = 30_000;

    private final ServiceTable table;
    private final int most;
    private final List<Integer> models;

    /** @param most models to choose, at least 1 */
    ChoiceSearch(ServiceTable table, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("models must be at least 1, got " + most);
        }
        this.table = table;
        this.most = most;
        this.models = table.undominated();
    }

    ModelChoice best() {
        return best(MOST_NODES, MOST_LEAVES);
    }

    /**
     * @param nodes of the tree to look at, at most
     * @param leaves of them whose worth is computed, at most
     */
    ModelChoice best(long nodes, int leaves) {
        GreedyChoice greedy = new GreedyChoice(table, models);
        List<Integer> first = greedy.greedy(most);
        if (first.size() < most) {
            return of(first, table.worth(first), Proof.BRANCH_AND_BOUND); // nothing adds anything
        }
        List<Integer> better = greedy.exchanged(first);
        Multipliers multipliers = new Multipliers(table, models, most, better);
        Tree tree = new Tree(multipliers, better, nodes, leaves);
        if (tree.complete()) {
            return of(tree.best, table.worth(tree.best), Proof.BRANCH_AND_BOUND);
        }
        double byGains = greedy.boundByGains(tree.best, most);
        double byGuarantee = table.worth(first) / GreedyChoice.GUARANTEE;
        ModelChoice byLagrange = of(tree.best, multipliers.bound(), Proof.LAGRANGIAN);
        return List.of(byLagrange, of(tree.best, byGains, Proof.GAINS), of(tree.best, byGuarantee, Proof.GREEDY))
                .stream()
                .min(Comparator.comparingDouble(ModelChoice::bound))
                .orElseThrow();
    }

    private ModelChoice of(List<Integer> chosen, double bound, Proof proof) {
        return new ModelChoice(chosen, table.worth(chosen), bound, proof);
    }

    /** Choices in the order of their surpluses, none that the prices show to be no better than the best known. */
    private final class Tree {
        private final double[] surpluses;
        private final int[] order;
        private final double priceSum;
        private final long mostNodes;
        private final int mostLeaves;
        private List<Integer> best;
        private double worth;
        private long nodes;
        private int leaves;

        Tree(Multipliers multipliers, List<Integer> known, long mostNodes, int mostLeaves) {
            this.surpluses = multipliers.surpluses();
            this.order = IntStream.range(0, models.size())
                    .boxed()
                    .sorted((a, b) -> Double.compare(surpluses[b], surpluses[a]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            this.priceSum = multipliers.priceSum();
            this.mostNodes = mostNodes;
            this.mostLeaves = mostLeaves;
            this.best = known;
            this.worth = table.worth(known);
        }

        boolean complete() {
            return visit(new ArrayList<>(), 0, priceSum);
        }

        /**
         * @param next position in the order from which on models may be added
         * @param reached prices and the surpluses of what is chosen
         * @return false if there was too much to look at
         */
        private boolean visit(List<Integer> chosen, int next, double reached) {
            int left = most - chosen.size();
            if (left == 0) {
                return leaf(chosen);
            }
            for (int i = next; i <= order.length - left; i++) {
                if (++nodes > mostNodes) {
                    return false;
                }
                if (bound(i, left, reached) <= worth + ModelChoice.ROUNDING) {
                    return true; // those that follow have less
                }
                chosen.add(models.get(order[i]));
                boolean done = visit(chosen, i + 1, reached + surpluses[order[i]]);
                chosen.remove(chosen.size() - 1);
                if (!done) {
                    return false;
                }
            }
            return true;
        }

        private double bound(int from, int left, double reached) {
            double bound = reached;
            for (int i = from; i < from + left; i++) {
                bound += surpluses[order[i]];
            }
            return bound;
        }

        private boolean leaf(List<Integer> chosen) {
            if (++leaves > mostLeaves) {
                return false;
            }
            double own = table.worth(chosen);
            if (own > worth + ModelChoice.ROUNDING) {
                worth = own;
                best = List.copyOf(chosen);
            }
            return true;
        }
    }
}
