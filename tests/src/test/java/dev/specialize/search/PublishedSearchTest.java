package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published tables and predictor; skipped where they are absent. */
final class PublishedSearchTest {
    private static PublishedCase published;

    @BeforeAll
    static void read() {
        published = PublishedCase.usual();
    }

    /** The best that is known is 0.7872, 0.8078, 0.8218 and 0.8301. */
    @ParameterizedTest(name = "{0} ms: at least {1}, seeds 1 to 3")
    @CsvSource({"15, 0.7870", "20, 0.8075", "25, 0.8212", "30, 0.8296"})
    void twenty_thousand_evaluations_come_close_to_the_best_that_is_known(double milliseconds, double least) {
        for (int seed = 1; seed <= 3; seed++) {
            SearchResult result =
                    published.search(milliseconds, SearchSettings.ofSeed(seed).withEvaluations(20_000));
            assertThat(result.best().predictedAccuracy()).as("seed %d", seed).isGreaterThanOrEqualTo(least);
            assertThat(result.best().uses().get(0).predicted()).isLessThanOrEqualTo(milliseconds * 1e6);
            assertThat(result.optimality()).isEmpty();
            assertThat(result.gainOverRandom().orElse(1.0)).isPositive();
        }
    }

    @Test
    void an_impossible_budget_is_refused_with_the_fastest() {
        assertThatThrownBy(() -> published.search(5, SearchSettings.ofSeed(1)))
                .isInstanceOf(InfeasibleException.class)
                .hasMessageMatching("No subnet of mbv3 fits 5 ms on note10 \\(fastest: [0-9.]+ ms at 160 px\\)\\."
                        + " Maybe raise --latency or add lower resolutions\\.");
    }

    @Test
    void a_front_of_few_evaluations_answers_as_well_as_the_reference_does_seed_1() {
        SearchSettings settings = SearchSettings.ofSeed(1).withEvaluations(3_000);
        List<Constraint> budgets =
                DoubleStream.of(15, 17, 20, 25, 30).mapToObj(published::within).toList();
        ParetoFront front =
                new FrontSearch(published.space(), published.predictor(), settings).under(budgets, Map.of());
        assertThat(best(front, 15)).isGreaterThan(0.7857);
        assertThat(best(front, 20)).isGreaterThan(0.8068);
        assertThat(best(front, 25)).isGreaterThan(0.8200);
        assertThat(best(front, 30)).isGreaterThan(0.8285);
    }

    private static double best(ParetoFront front, double milliseconds) {
        return front.best(Map.of(Resource.LATENCY, milliseconds * 1e6))
                .orElseThrow()
                .predictedAccuracy();
    }
}
