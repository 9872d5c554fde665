package dev.specialize.search;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.search.StageVariants.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The best genome within one additive budget for an additive score, with the proof: a multiple-choice knapsack over
 * stages (Kellerer, Pferschy and Pisinger, Knapsack Problems, 2004, chapter 11), solved for each resolution by dynamic
 * programming over the contents that no other beats. The state is a cost with a width, since a stage's cost depends on
 * the width before it. States that cannot beat the best known are cut off by the Lagrangian bound: for a price p of cost,
 * score + p * (limit - cost) + the most that score - p * cost can be in the stages left.
 *
 * <p>Costs and scores are the doubles of their tables; nothing is rounded to a grid.
 */
final class ExactSearch {
    /** Sums are taken in different orders, so nothing is cut off or refused within rounding. */
    private static final double ROUNDING = 1e-12;

    private static final int MOST_STATES = 2_000_000;
    private static final int BISECTIONS = 60;

    private final AdditiveScore score;
    private final AdditiveCost cost;
    private final GenomeCodec codec;
    private final double limit;
    private final Predicate<Genome> allowed;
    private final StageVariants variants;
    private final CostBounds bounds;

    private Optional<Scored> best;

    /** @param others what else a genome has to keep: it is checked at the end and not part of the bound */
    ExactSearch(AdditiveScore score, AdditiveBound bound, Predicate<Genome> others) {
        this.score = score;
        this.cost = bound.cost();
        this.codec = cost.codec();
        this.limit = bound.limit() / bound.factor() * (1 + ROUNDING);
        this.allowed = others.and(bound::allows);
        this.variants = new StageVariants(score, cost);
        this.bounds = new CostBounds(cost);
        this.best = Optional.empty();
    }

    /**
     * What an exact search found.
     *
     * @param best at least as good as what was known before; empty if nothing allowed was better
     * @param bound no allowed genome scores more
     */
    record Outcome(Optional<Scored> best, double bound) {}

    /** @param known an allowed genome, the better the faster */
    Outcome run(Scored known) {
        best = Optional.of(known);
        List<Resolution> resolutions = IntStream.range(0, codec.resolutions())
                .filter(r -> bounds.least(r) <= limit)
                .mapToObj(Resolution::new)
                .sorted(Comparator.comparingDouble((Resolution r) -> r.bound).reversed())
                .toList();
        double bound = known.score();
        for (Resolution resolution : resolutions) {
            bound = Math.max(bound, resolution.solve());
        }
        return new Outcome(best, bound);
    }

    private double floor() {
        double known = best.orElseThrow().score();
        return known + Math.abs(known) * ROUNDING;
    }

    /** A partial genome. */
    private static final class State {
        private final double cost;
        private final double score;
        private final State previous;
        private final Variant last;
        private final int width;

        State(double cost, double score, State previous, Variant last, int width) {
            this.cost = cost;
            this.score = score;
            this.previous = previous;
            this.last = last;
            this.width = width;
        }
    }

    /** The problem at one resolution. */
    private final class Resolution {
        private final int resolution;
        /** (stage, width gene before, own width gene). */
        private final List<List<List<List<Variant>>>> contents;

        private final double price;
        /** (stage, width gene before): the most that score - price * cost can be from a stage on. */
        private final double[][] rest;

        private final double bound;

        Resolution(int resolution) {
            this.resolution = resolution;
            this.contents = contents();
            this.price = bestPrice();
            this.rest = rest(price);
            this.bound = start() + price * limit + rest[0][0];
        }

        private double start() {
            return score.constant() + score.byPosition()[0][resolution];
        }

        private List<List<List<List<Variant>>>> contents() {
            return IntStream.range(0, codec.stages())
                    .mapToObj(s -> IntStream.range(0, s == 0 ? 1 : codec.widths(s - 1))
                            .mapToObj(before -> IntStream.range(0, codec.widths(s))
                                    .mapToObj(own -> variants.of(resolution, s, before, own))
                                    .toList())
                            .toList())
                    .toList();
        }

        /** Where the dual, convex in the price, is least: there the relaxed optimum turns from too dear to affordable. */
        private double bestPrice() {
            double low = 0;
            double high = 1 / limit;
            while (relaxedCost(high) > limit && high < 1e300) {
                low = high;
                high *= 4;
            }
            for (int i = 0; i < BISECTIONS; i++) {
                double middle = (low + high) / 2;
                if (relaxedCost(middle) > limit) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        private double[][] rest(double at) {
            double[][] most = new double[codec.stages() + 1][];
            most[codec.stages()] = IntStream.range(0, codec.widths(codec.stages() - 1))
                    .mapToDouble(w -> -at * cost.fixed(resolution, w))
                    .toArray();
            for (int s = codec.stages() - 1; s >= 0; s--) {
                most[s] = new double[contents.get(s).size()];
                for (int before = 0; before < most[s].length; before++) {
                    most[s][before] = Double.NEGATIVE_INFINITY;
                    for (int own = 0; own < codec.widths(s); own++) {
                        double after = most[s + 1][own];
                        for (Variant v : contents.get(s).get(before).get(own)) {
                            most[s][before] = Math.max(most[s][before], v.score() - at * v.cost() + after);
                        }
                    }
                }
            }
            return most;
        }

        /** The cost of the genome with the most score - price * cost. */
        private double relaxedCost(double at) {
            double[][] most = rest(at);
            double sum = 0;
            int before = 0;
            for (int s = 0; s < codec.stages(); s++) {
                double target = most[s][before];
                int chosen = 0;
                double chosenCost = 0;
                double closest = Double.POSITIVE_INFINITY;
                for (int own = 0; own < codec.widths(s); own++) {
                    for (Variant v : contents.get(s).get(before).get(own)) {
                        double miss = target - (v.score() - at * v.cost() + most[s + 1][own]);
                        if (miss < closest) {
                            closest = miss;
                            chosen = own;
                            chosenCost = v.cost();
                        }
                    }
                }
                sum += chosenCost;
                before = chosen;
            }
            return sum + cost.fixed(resolution, before);
        }

        /** Updates the best. @return an upper bound of every allowed genome of this resolution */
        private double solve() {
            if (bound <= floor()) {
                return Double.NEGATIVE_INFINITY;
            }
            List<List<State>> states = List.of(List.of(new State(0, start(), null, null, 0)));
            for (int s = 0; s < codec.stages(); s++) {
                List<List<State>> next = new ArrayList<>();
                for (int own = 0; own < codec.widths(s); own++) {
                    Optional<List<State>> after = after(states, s, own);
                    if (after.isEmpty()) {
                        return bound;
                    }
                    next.add(after.get());
                }
                states = next;
            }
            return finish(states);
        }

        /** Empty if there are too many. */
        private Optional<List<State>> after(List<List<State>> states, int stage, int own) {
            List<State> all = new ArrayList<>();
            double left = bounds.leastFromStage(resolution, stage + 1, own);
            double floor = floor();
            for (int before = 0; before < states.size(); before++) {
                List<Variant> variantsHere = contents.get(stage).get(before).get(own);
                for (State state : states.get(before)) {
                    for (Variant v : variantsHere) {
                        double spent = state.cost + v.cost();
                        if (spent + left > limit) {
                            break; // variants rise in cost
                        }
                        double reached = state.score + v.score();
                        if (reached + price * (limit - spent) + rest[stage + 1][own] > floor) {
                            all.add(new State(spent, reached, state, v, own));
                        }
                    }
                    if (all.size() > MOST_STATES) {
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(unbeaten(all));
        }

        private List<State> unbeaten(List<State> states) {
            states.sort(Comparator.comparingDouble((State s) -> s.cost)
                    .thenComparing(
                            Comparator.comparingDouble((State s) -> s.score).reversed()));
            List<State> kept = new ArrayList<>();
            double most = Double.NEGATIVE_INFINITY;
            for (State state : states) {
                if (state.score > most) {
                    most = state.score;
                    kept.add(state);
                }
            }
            return kept;
        }

        /** The bound is the best score, whether its genome keeps everything else or not. */
        private double finish(List<List<State>> states) {
            double reached = Double.NEGATIVE_INFINITY;
            for (List<State> ofWidth : states) {
                for (State state : ofWidth) {
                    Genome genome = genome(state);
                    Scored scored = new Scored(genome, score.of(genome));
                    if (cost.of(genome) <= limit) {
                        reached = Math.max(reached, scored.score());
                    }
                    if (scored.betterThan(best.orElseThrow()) && allowed.test(genome)) {
                        best = Optional.of(scored);
                    }
                }
            }
            return reached;
        }

        private Genome genome(State end) {
            int[] genes = new int[codec.length()];
            genes[0] = resolution;
            State state = end;
            for (int s = codec.stages() - 1; s >= 0; s--) {
                genes[codec.depthPosition(s)] = state.last.depth();
                genes[codec.widthPosition(s)] = state.width;
                for (int b = 0; b < state.last.places().size(); b++) {
                    genes[codec.firstPlace(s) + b] = state.last.places().get(b);
                }
                state = state.previous;
            }
            return new Genome(genes);
        }
    }
}
