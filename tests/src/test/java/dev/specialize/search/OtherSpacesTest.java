package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.RidgePredictors;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches where widths of stages, stems and a last stage of fixed depth are chosen too. */
final class OtherSpacesTest {
    @ParameterizedTest(name = "{0}, seed 1")
    @ValueSource(strings = {"resnet50", "proxyless"})
    void finalists_keep_budgets_beat_random_search_and_are_the_same_again(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        AccuracyPredictor predictor = RidgePredictors.radial(space, SyntheticPairs.of(space, 200, 0.003, 1), 0.03, 0.1);
        AdditiveCost cost = Synthetic.cost(space, 1);
        AdditiveCost macs = AdditiveCost.macs(space);
        SearchSettings settings = SearchSettings.ofSeed(1).withEvaluations(4_000);
        for (double share : new double[] {0.05, 0.2, 0.5}) {
            List<Constraint> constraints = List.of(
                    Synthetic.constraint(cost, Synthetic.limit(cost, share)),
                    Constraint.macs(new MacBudget((long) Synthetic.limit(macs, 0.9 * share)), space));
            SearchResult result = new Search(space, predictor, settings, () -> 0).under(constraints);
            assertThat(result.finalists())
                    .extracting(Candidate::architecture)
                    .doesNotHaveDuplicates()
                    .allMatch(space::contains)
                    .allMatch(a -> constraints.stream().allMatch(c -> c.allows(a)));
            assertThat(result.gainOverRandom().orElse(1.0))
                    .as("share %s", share)
                    .isPositive();
            assertThat(new Search(space, predictor, settings, () -> 0).under(constraints))
                    .isEqualTo(result);
        }
    }

    @ParameterizedTest(name = "{0}, seed 2")
    @ValueSource(strings = {"resnet50", "proxyless"})
    void guided_search_alone_comes_close_to_the_proven_optimum_of_a_linear_ridge(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow().withResolutions(List.of(160, 192, 224));
        AccuracyPredictor predictor = RidgePredictors.additive(space, SyntheticPairs.of(space, 300, 0.003, 2), 1);
        AdditiveCost cost = Synthetic.cost(space, 2);
        SearchSettings settings = SearchSettings.ofSeed(2).withEvaluations(5_000);
        for (double share : new double[] {0.1, 0.3, 0.6}) {
            List<Constraint> constraints = List.of(Synthetic.constraint(cost, Synthetic.limit(cost, share)));
            SearchResult exact = new Search(space, predictor, settings).under(constraints);
            assertThat(exact.optimality().orElseThrow().proven())
                    .as("share %s", share)
                    .isTrue();
            AccuracyPredictor opaque = architecture -> predictor.accuracy(architecture);
            double guided = new Search(space, opaque, settings)
                    .under(constraints)
                    .best()
                    .predictedAccuracy();
            assertThat(exact.best().predictedAccuracy() - guided)
                    .as("share %s", share)
                    .isBetween(-1e-12, 5e-4);
        }
    }
}
