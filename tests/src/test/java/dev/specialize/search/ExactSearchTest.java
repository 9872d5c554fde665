package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.RidgePredictors;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the enumeration of small spaces, and against fronts met in the middle for large ones. */
final class ExactSearchTest {
    private static final int BUDGETS = 12;

    static Stream<Arguments> spacesAndSeeds() {
        return Stream.concat(
                Stream.of("tiny", "gapped", "wide")
                        .flatMap(name -> IntStream.rangeClosed(1, 20).mapToObj(seed -> Arguments.of(name, seed))),
                Stream.of(Arguments.of("enumerable", 1), Arguments.of("enumerable", 2)));
    }

    /** All genomes of a space with their costs and scores. */
    private static final class Enumerated {
        private final List<Genome> genomes;
        private final double[] costs;
        private final double[] scores;

        Enumerated(List<Genome> genomes, double[] costs, double[] scores) {
            this.genomes = genomes;
            this.costs = costs;
            this.scores = scores;
        }

        static Enumerated of(SearchSpace space, AdditiveCost cost, AdditiveScore score) {
            GenomeCodec codec = new GenomeCodec(space);
            List<Genome> genomes =
                    SmallSpaces.all(space).stream().map(codec::encode).toList();
            return new Enumerated(
                    genomes,
                    genomes.stream().mapToDouble(cost::of).toArray(),
                    genomes.stream().mapToDouble(score::of).toArray());
        }

        int best(double limit) {
            return IntStream.range(0, costs.length)
                    .filter(n -> costs[n] <= limit)
                    .reduce((a, b) -> scores[b] > scores[a] ? b : a)
                    .orElseThrow();
        }

        int cheapest() {
            return IntStream.range(0, costs.length)
                    .reduce((a, b) -> costs[b] < costs[a] ? b : a)
                    .orElseThrow();
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("spacesAndSeeds")
    void the_best_of_the_enumeration_is_found_and_proven_from_any_start(String name, int seed) {
        SearchSpace space = SmallSpaces.named(name);
        AdditiveCost cost = Synthetic.arbitraryCost(space, seed);
        AdditiveScore score = score(space, Synthetic.additive(space, seed));
        Enumerated all = Enumerated.of(space, cost, score);
        double[] costs = all.costs.clone();
        Arrays.sort(costs);
        for (int i = 0; i < BUDGETS; i++) {
            // Equal blocks in another order may cost one rounding more: a limit on the edge would tell them apart.
            double limit = costs[(costs.length - 1) * i / (BUDGETS - 1)] * (1 + 1e-9);
            double margin = i % 2 == 0 ? 0 : 0.03;
            Constraint constraint = new Constraint(Resource.LATENCY, cost, limit * (1 + margin), margin, "on paper");
            int optimum = all.best(limit);
            for (int known : new int[] {all.cheapest(), optimum}) {
                ExactSearch.Outcome outcome = new ExactSearch(score, constraint.bound(), genome -> true)
                        .run(new Scored(all.genomes.get(known), all.scores[known]));
                Scored best = outcome.best().orElseThrow();
                assertThat(best.score()).as("budget %d", i).isEqualTo(all.scores[optimum], within(1e-12));
                assertThat(constraint.bound().allows(best.genome())).isTrue();
                assertThat(score.of(best.genome())).isEqualTo(best.score());
                assertThat(outcome.bound()).isEqualTo(best.score());
            }
        }
    }

    @ParameterizedTest(name = "{0} space")
    @ValueSource(strings = {"gapped", "wide"})
    void with_two_budgets_the_bound_holds_and_is_called_proven_only_where_it_is_reached_seeds_1_to_40(String name) {
        SearchSpace space = SmallSpaces.named(name);
        int proven = 0;
        for (int seed = 1; seed <= 40; seed++) {
            AccuracyPredictor predictor = Synthetic.additive(space, seed);
            Enumerated one = Enumerated.of(space, Synthetic.arbitraryCost(space, seed), score(space, predictor));
            Enumerated other =
                    Enumerated.of(space, Synthetic.arbitraryCost(space, 100 + seed), score(space, predictor));
            double oneLimit = quantile(one.costs, 0.5);
            double otherLimit = quantile(other.costs, seed % 4 * 0.2 + 0.3);
            double optimum = IntStream.range(0, one.costs.length)
                    .filter(n -> one.costs[n] <= oneLimit && other.costs[n] <= otherLimit)
                    .mapToDouble(n -> one.scores[n])
                    .max()
                    .orElseThrow();
            SearchResult result = new Search(
                            space, predictor, SearchSettings.ofSeed(seed).withEvaluations(60))
                    .under(List.of(
                            Synthetic.constraint(Synthetic.arbitraryCost(space, seed), oneLimit),
                            Synthetic.constraint(Synthetic.arbitraryCost(space, 100 + seed), otherLimit)));
            Optimality optimality = result.optimality().orElseThrow();
            double best = result.best().predictedAccuracy();
            assertThat(optimality.upperBound()).as("seed %d", seed).isGreaterThanOrEqualTo(optimum - 1e-12);
            assertThat(optimality.gap()).isEqualTo(optimality.upperBound() - best, within(1e-12));
            if (optimality.proven()) {
                assertThat(best).as("seed %d", seed).isEqualTo(optimum, within(1e-12));
                proven++;
            }
        }
        assertThat(proven).isBetween(1, 39);
    }

    @Test
    void a_budget_that_one_architecture_alone_keeps_is_answered_with_it_and_proven_seeds_1_to_20() {
        SearchSpace space = SmallSpaces.wide();
        for (int seed = 2; seed <= 40; seed += 2) {
            AdditiveCost cost = Synthetic.cost(space, seed);
            SearchResult result = new Search(space, Synthetic.additive(space, seed), SearchSettings.ofSeed(seed))
                    .under(List.of(Synthetic.constraint(cost, cost.minimum())));
            assertThat(result.finalists()).hasSize(1);
            assertThat(result.best().architecture()).isEqualTo(cost.minimiser());
            assertThat(result.optimality().orElseThrow().proven()).isTrue();
        }
    }

    @Test
    void a_linear_ridge_on_mbv3_at_two_resolutions_is_solved_exactly_seed_1() {
        SearchSpace space = BuiltInSpaces.named("mbv3").orElseThrow().withResolutions(List.of(176, 224));
        AccuracyPredictor predictor = RidgePredictors.additive(space, SyntheticPairs.of(space, 300, 0.003, 1), 1);
        AdditiveCost macs = AdditiveCost.macs(space);
        ExactOptima optima = new ExactOptima(space, macs, predictor);
        GenomeCodec codec = new GenomeCodec(space);
        AdditiveScore score = score(space, predictor);
        Scored smallest = new Scored(codec.encode(space.smallest()), score.of(codec.encode(space.smallest())));
        for (int i = 1; i <= 8; i++) {
            double limit = Math.floor(Synthetic.limit(macs, i / 10.0));
            ExactSearch.Outcome outcome =
                    new ExactSearch(score, Synthetic.constraint(macs, limit).bound(), genome -> true).run(smallest);
            assertThat(outcome.best().map(Scored::score).orElseThrow())
                    .as("budget %d", i)
                    .isEqualTo(optima.within(limit), within(1e-9));
            assertThat(outcome.bound()).isEqualTo(outcome.best().orElseThrow().score());
        }
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))] * (1 + 1e-9);
    }

    private static AdditiveScore score(SearchSpace space, AccuracyPredictor predictor) {
        return (AdditiveScore) predictor.score(new GenomeCodec(space));
    }
}
