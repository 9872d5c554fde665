package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.RidgePredictors;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Search against the true optimum: by enumeration, and where blocks add up, by an exact Pareto front of stages. */
final class SearchOptimumTest {
    private static final int BUDGETS = 20;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void finds_the_best_of_133128_enumerated_architectures_on_20_of_20_budgets(long seed) {
        SearchSpace space = SmallSpaces.enumerable();
        AdditiveCost cost = Synthetic.cost(space, seed);
        AccuracyPredictor predictor = kernelRidge(space, 300, seed);
        List<Architecture> all = SmallSpaces.all(space);
        assertThat(all).hasSize(133_128);
        double[] costs = all.stream().mapToDouble(cost::of).toArray();
        GenomeCodec codec = new GenomeCodec(space);
        GenomeScore score = predictor.score(codec);
        double[] accuracies =
                all.stream().mapToDouble(a -> score.of(codec.encode(a))).toArray();
        SearchSettings settings = SearchSettings.ofSeed(seed).withEvaluations(5_000);
        for (int i = 0; i < BUDGETS; i++) {
            double limit = Synthetic.limit(cost, (i + 0.1) / BUDGETS);
            double optimum = IntStream.range(0, costs.length)
                    .filter(n -> costs[n] <= limit)
                    .mapToDouble(n -> accuracies[n])
                    .max()
                    .orElseThrow();
            SearchResult result =
                    new Search(space, predictor, settings).under(List.of(Synthetic.constraint(cost, limit)));
            assertThat(result.best().predictedAccuracy()).as("budget %d", i).isEqualTo(optimum);
        }
    }

    @Test
    void finds_the_exact_optimum_of_a_trillion_architectures_where_blocks_add_up_seed_1() {
        SearchSpace space = BuiltInSpaces.named("mbv3-32").orElseThrow();
        AdditiveCost macs = AdditiveCost.macs(space);
        AccuracyPredictor predictor = RidgePredictors.additive(space, SyntheticPairs.of(space, 300, 0.003, 1), 1);
        SearchSettings settings = SearchSettings.ofSeed(1).withEvaluations(2_000);
        ExactOptima optima = new ExactOptima(space, macs, predictor);
        for (int i = 1; i <= 10; i++) {
            double limit = Math.floor(Synthetic.limit(macs, i / 12.0));
            double optimum = optima.within(limit);
            SearchResult result =
                    new Search(space, predictor, settings).under(List.of(Synthetic.constraint(macs, limit)));
            assertThat(optimum - result.best().predictedAccuracy())
                    .as("accuracy missed with budget %d", i)
                    .isBetween(-1e-9, 1e-9);
        }
    }

    private static AccuracyPredictor kernelRidge(SearchSpace space, int pairs, long seed) {
        return RidgePredictors.radial(space, SyntheticPairs.of(space, pairs, 0.005, seed), 0.1, 0.1);
    }
}
