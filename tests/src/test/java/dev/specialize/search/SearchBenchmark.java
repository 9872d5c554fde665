package dev.specialize.search;

import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.RidgePredictors;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prints what search finds beside what random search finds, and how long both take together. */
@Tag("benchmark")
final class SearchBenchmark {
    @ParameterizedTest(name = "{0}, 300 pairs, kernel ridge, seed 1")
    @ValueSource(strings = {"mbv3-32", "mbv3"})
    void search_beside_random_search(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        AccuracyPredictor predictor = RidgePredictors.radial(space, SyntheticPairs.of(space, 300, 0.003, 1), 0.03, 0.1);
        AdditiveCost cost = Synthetic.cost(space, 1);
        Constraint macs = Constraint.macs(new MacBudget((long) Synthetic.limit(AdditiveCost.macs(space), 0.6)), space);
        System.out.printf("%n%s: 300 pairs, kernel ridge; budgets as shares of the cost range%n", name);
        System.out.println("budget  seconds  evaluations  best      random    feasible draws");
        for (double share : new double[] {0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9}) {
            Constraint constraint = Synthetic.constraint(cost, Synthetic.limit(cost, share));
            SearchResult result =
                    new Search(space, predictor, SearchSettings.ofSeed(1)).under(List.of(constraint, macs));
            System.out.printf(
                    Locale.ROOT,
                    "%6.2f  %7.3f  %11d  %.6f  %-8s  %d of %d%n",
                    share,
                    result.duration().toNanos() / 1e9,
                    result.evaluations(),
                    result.best().predictedAccuracy(),
                    result.random()
                            .best()
                            .map(b -> String.format(Locale.ROOT, "%.6f", b.predictedAccuracy()))
                            .orElse("none"),
                    result.random().feasible(),
                    result.random().draws());
        }
    }
}
