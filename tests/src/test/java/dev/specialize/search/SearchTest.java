package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.PredictorFit;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final AccuracyPredictor PREDICTOR =
            PredictorFit.of(SPACE, SyntheticPairs.of(SPACE, 150, 0.003, 1), 1).predictor();
    private static final AdditiveCost COST = Synthetic.cost(SPACE, 7);

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 6);
    }

    /** A score without any slope that a search could follow: only the additive one leads to its peak. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_search_sets_out_from_the_exact_optimum_of_the_additive_score(int seed) {
        GenomeCodec codec = new GenomeCodec(SPACE);
        AdditiveScore additive = (AdditiveScore) Synthetic.additive(SPACE, seed).score(codec);
        List<Constraint> constraints = List.of(Synthetic.constraint(COST, Synthetic.limit(COST, 0.4)));
        SearchSettings settings = SearchSettings.ofSeed(seed).withEvaluations(500);
        Architecture peak = new Search(SPACE, Synthetic.additive(SPACE, seed), SearchSettings.ofSeed(seed))
                .under(constraints)
                .best()
                .architecture();
        AccuracyPredictor flat = architecture -> architecture.equals(peak) ? 0.9 : 0.5;
        AccuracyPredictor guided = new AccuracyPredictor() {
            @Override
            public double accuracy(Architecture architecture) {
                return flat.accuracy(architecture);
            }

            @Override
            public Optional<AdditiveScore> additiveScore(GenomeCodec searched) {
                return Optional.of(additive);
            }
        };
        assertThat(new Search(SPACE, flat, settings).under(constraints).best().predictedAccuracy())
                .isEqualTo(0.5);
        assertThat(new Search(SPACE, guided, settings).under(constraints).best().architecture())
                .isEqualTo(peak);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void finalists_are_distinct_keep_every_budget_and_come_best_first(int seed) {
        List<Constraint> constraints = List.of(
                new Constraint(Resource.LATENCY, COST, Synthetic.limit(COST, seed / 8.0), 0.02, "on paper"),
                Constraint.macs(new MacBudget((long) Synthetic.limit(AdditiveCost.macs(SPACE), 0.5)), SPACE),
                Constraint.parameters(ParameterBudget.parse("600K"), SPACE),
                Constraint.memory(MemoryBudget.parse("300KB"), SPACE));
        SearchResult result = search(seed).under(constraints);
        assertThat(result.finalists())
                .hasSize(10)
                .isSortedAccordingTo(
                        Comparator.comparingDouble(Candidate::predictedAccuracy).reversed());
        assertThat(result.finalists()).extracting(Candidate::architecture).doesNotHaveDuplicates();
        for (Candidate candidate : result.finalists()) {
            Architecture architecture = candidate.architecture();
            assertThat(constraints).allMatch(c -> c.allows(architecture));
            assertThat(candidate.predictedAccuracy()).isEqualTo(PREDICTOR.accuracy(architecture));
            assertThat(candidate.uses())
                    .extracting(ConstraintUse::resource)
                    .containsExactly(Resource.LATENCY, Resource.MACS, Resource.PARAMETERS, Resource.MEMORY);
            assertThat(candidate.uses()).allMatch(use -> use.withMargin() <= use.limit());
            assertThat(candidate.uses().get(0).withMargin()).isEqualTo(COST.of(architecture) * 1.02);
            assertThat(candidate.uses().get(1).predicted())
                    .isEqualTo((double) SPACE.lower(architecture).cost().macs());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void random_search_with_as_many_evaluations_is_never_better(int seed) {
        SearchResult result = search(seed).under(List.of(at(seed / 7.0)));
        RandomBaseline random = result.random();
        assertThat(random.feasible()).isBetween(0, result.evaluations());
        assertThat(random.draws()).isGreaterThanOrEqualTo(random.feasible());
        assertThat(random.best().isPresent()).isEqualTo(random.feasible() > 0);
        random.best().ifPresent(best -> {
            assertThat(best.predictedAccuracy())
                    .isLessThanOrEqualTo(result.best().predictedAccuracy());
            assertThat(best.uses()).allMatch(use -> use.withMargin() <= use.limit());
        });
    }

    @Test
    void the_same_seed_finds_the_same_and_time_comes_from_the_clock() {
        List<Constraint> constraints = List.of(at(0.3));
        AtomicLong time = new AtomicLong();
        Search search = new Search(SPACE, PREDICTOR, SearchSettings.ofSeed(3), () -> time.addAndGet(10));
        SearchResult result = search.under(constraints);
        assertThat(search.under(constraints)).isEqualTo(result);
        assertThat(result.duration()).isBetween(Duration.ofNanos(10), Duration.ofMillis(50));
    }

    @Test
    void a_time_limit_ends_the_search() {
        AtomicLong time = new AtomicLong();
        SearchSettings settings = SearchSettings.ofSeed(3).withTimeLimit(Duration.ofNanos(2_000));
        Search search = new Search(SPACE, PREDICTOR, settings, time::incrementAndGet);
        assertThat(search.under(List.of(at(0.3))).evaluations()).isBetween(1_000, 2_000);
    }

    @Test
    void no_genome_is_scored_twice() {
        List<Architecture> asked = new ArrayList<>();
        AccuracyPredictor counting = architecture -> {
            asked.add(architecture);
            return PREDICTOR.accuracy(architecture);
        };
        SearchSettings settings = SearchSettings.ofSeed(1).withEvaluations(3000);
        SearchResult result = new Search(SPACE, counting, settings).under(List.of(at(0.3)));
        List<Architecture> bySearch = asked.subList(0, result.evaluations());
        assertThat(bySearch).doesNotHaveDuplicates();
        assertThat(result.evaluations()).isBetween(3000, 3600);
    }

    @Test
    void a_predictor_of_any_kind_will_do() {
        SearchSettings settings = SearchSettings.ofSeed(1).withEvaluations(3000);
        SearchResult fast = new Search(SPACE, PREDICTOR, settings, () -> 0).under(List.of(at(0.3)));
        AccuracyPredictor other = architecture -> PREDICTOR.accuracy(architecture);
        SearchResult slow = new Search(SPACE, other, settings, () -> 0).under(List.of(at(0.3)));
        assertThat(slow).isEqualTo(fast);
    }

    @Test
    void without_budgets_the_best_of_all_is_found() {
        SearchSettings settings = SearchSettings.ofSeed(1).withEvaluations(2000);
        SearchSpace tiny = SmallSpaces.tiny();
        AdditiveCost macs = AdditiveCost.macs(tiny);
        SearchResult result = new Search(tiny, a -> macs.of(a) / 1e9, settings).under(List.of());
        assertThat(result.best().architecture()).isEqualTo(tiny.largest());
        assertThat(result.best().uses()).isEmpty();
    }

    @Test
    void a_budget_that_one_architecture_alone_keeps_finds_it() {
        SearchResult result = search(1).under(List.of(Synthetic.constraint(COST, COST.minimum())));
        assertThat(result.finalists()).hasSize(1);
        assertThat(result.best().architecture()).isEqualTo(COST.minimiser());
        assertThat(result.random().best()).isEmpty();
    }

    @ParameterizedTest(name = "{0} finalists")
    @ValueSource(ints = {1, 3, 50})
    void as_many_finalists_are_returned_as_asked_for(int count) {
        SearchSettings settings = SearchSettings.ofSeed(1).withFinalists(count).withEvaluations(3000);
        assertThat(new Search(SPACE, PREDICTOR, settings)
                        .under(List.of(at(0.5)))
                        .finalists())
                .hasSize(count);
    }

    @Test
    void a_cost_over_another_space_is_refused() {
        Constraint other =
                Constraint.macs(MacBudget.parse("20M"), SPACE.withClasses(3).withName("mine"));
        assertThatThrownBy(() -> search(1).under(List.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The macs cost is over the space mine, the search over mbv3-32.");
    }

    private static Search search(long seed) {
        return new Search(SPACE, PREDICTOR, SearchSettings.ofSeed(seed));
    }

    private static Constraint at(double share) {
        return Synthetic.constraint(COST, Synthetic.limit(COST, share));
    }
}
