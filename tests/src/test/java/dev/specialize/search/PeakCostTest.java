package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.genome.GenomeScore;
import dev.specialize.predictor.AccuracyPredictor;
import dev.specialize.predictor.RidgePredictors;
import dev.specialize.predictor.SyntheticPairs;
import dev.specialize.space.Architecture;
import dev.specialize.space.ArchitectureSampler;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on the most that any layer takes, against the enumeration. */
final class PeakCostTest {
    private static long peak(SearchSpace space, Architecture architecture) {
        return space.lower(architecture).cost().peakActivationBytes();
    }

    private static Constraint memory(SearchSpace space, long bytes) {
        return Constraint.memory(new MemoryBudget(bytes), space);
    }

    private static long[] peaks(SearchSpace space, List<Architecture> all) {
        return all.stream().mapToLong(a -> peak(space, a)).toArray();
    }

    /** The value that a share of the distinct ones is not above. */
    private static long quantile(long[] values, double share) {
        long[] sorted = Arrays.stream(values).sorted().distinct().toArray();
        return sorted[(int) (share * (sorted.length - 1))];
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mbv3", "mbv3-32", "proxyless", "resnet50", "residual-32"})
    void it_is_the_peak_of_the_lowered_network_and_a_bound_tells_whether_it_is_kept_seed_1(String name) {
        SearchSpace space = BuiltInSpaces.named(name).orElseThrow();
        PeakCost cost = PeakCost.activationBytes(space);
        GenomeCodec codec = new GenomeCodec(space);
        SplittableRandom random = new SplittableRandom(1);
        ArchitectureSampler sampler = new ArchitectureSampler(space);
        long limit = peak(space, sampler.sample(random));
        AdditiveBound bound = memory(space, limit).bound();
        for (int i = 0; i < 50; i++) {
            Architecture architecture = sampler.sample(random);
            assertThat(cost.of(architecture)).isEqualTo((double) peak(space, architecture));
            assertThat(bound.allows(codec.encode(architecture))).isEqualTo(peak(space, architecture) <= limit);
        }
    }

    @ParameterizedTest(name = "{0} space")
    @ValueSource(strings = {"tiny", "gapped", "wide", "enumerable"})
    void the_least_is_that_of_the_enumeration(String name) {
        SearchSpace space = SmallSpaces.named(name);
        PeakCost cost = PeakCost.activationBytes(space);
        double least = (double)
                Arrays.stream(peaks(space, SmallSpaces.all(space))).min().orElseThrow();
        assertThat(cost.minimum()).isEqualTo(least);
        assertThat(cost.of(cost.minimiser())).isEqualTo(least);
    }

    @ParameterizedTest(name = "{0} space, seed {1}")
    @CsvSource({"wide, 1", "wide, 2", "gapped, 3", "gapped, 4", "enumerable, 5"})
    void search_finds_the_best_of_the_enumeration_with_memory_alone_and_with_another_limit(String name, long seed) {
        SearchSpace space = SmallSpaces.named(name);
        AdditiveCost cost = Synthetic.cost(space, seed);
        AccuracyPredictor predictor =
                RidgePredictors.radial(space, SyntheticPairs.of(space, 200, 0.005, seed), 0.1, 0.1);
        requireOptima(space, cost, predictor, seed, 5_000);
    }

    @ParameterizedTest(name = "{0} space, seed {1}")
    @CsvSource({"wide, 1", "gapped, 2", "enumerable, 3"})
    void where_the_score_adds_up_the_optimum_is_proven_though_memory_does_not_add_up(String name, long seed) {
        SearchSpace space = SmallSpaces.named(name);
        AdditiveCost cost = Synthetic.cost(space, seed);
        for (SearchResult result : requireOptima(space, cost, Synthetic.additive(space, seed), seed, 500)) {
            assertThat(result.optimality().orElseThrow().proven()).isTrue();
        }
    }

    private static List<SearchResult> requireOptima(
            SearchSpace space, AdditiveCost cost, AccuracyPredictor predictor, long seed, int evaluations) {
        List<Architecture> all = SmallSpaces.all(space);
        long[] peaks = peaks(space, all);
        double[] costs = all.stream().mapToDouble(cost::of).toArray();
        GenomeCodec codec = new GenomeCodec(space);
        GenomeScore score = predictor.score(codec);
        double[] scores =
                all.stream().mapToDouble(a -> score.of(codec.encode(a))).toArray();
        Search search = new Search(space, predictor, SearchSettings.ofSeed(seed).withEvaluations(evaluations));
        return IntStream.range(0, 12)
                .mapToObj(i -> {
                    long bytes = quantile(peaks, i % 6 / 6.0);
                    boolean alone = i < 6;
                    double limit = alone ? Double.MAX_VALUE : Synthetic.limit(cost, 0.2 + 0.1 * (i % 6));
                    List<Constraint> constraints = alone
                            ? List.of(memory(space, bytes))
                            : List.of(Synthetic.constraint(cost, limit), memory(space, bytes));
                    double optimum = IntStream.range(0, peaks.length)
                            .filter(n -> peaks[n] <= bytes && costs[n] <= limit)
                            .mapToDouble(n -> scores[n])
                            .max()
                            .orElseThrow();
                    SearchResult result = search.under(constraints);
                    Candidate best = result.best();
                    assertThat(score.of(codec.encode(best.architecture())))
                            .as("limits %d", i)
                            .isEqualTo(optimum, within(1e-12));
                    ConstraintUse use = best.uses().get(best.uses().size() - 1);
                    assertThat(use.resource()).isEqualTo(Resource.MEMORY);
                    assertThat(use.predicted()).isEqualTo((double) peak(space, best.architecture()));
                    assertThat(use.limit()).isEqualTo((double) bytes);
                    return result;
                })
                .toList();
    }

    @ParameterizedTest(name = "{0} space, seeds 1 to 20")
    @ValueSource(strings = {"wide", "gapped"})
    void what_is_possible_together_with_memory_is_decided_as_by_enumeration(String name) {
        SearchSpace space = SmallSpaces.named(name);
        List<Architecture> all = SmallSpaces.all(space);
        long[] peaks = peaks(space, all);
        int possible = 0;
        for (int seed = 1; seed <= 20; seed++) {
            AdditiveCost cost = Synthetic.arbitraryCost(space, seed);
            List<Constraint> constraints = List.of(
                    Synthetic.constraint(cost, Synthetic.limit(cost, 0.01 * seed)),
                    memory(space, quantile(peaks, seed % 5 * 0.05)));
            boolean expected = all.stream().anyMatch(a -> constraints.stream().allMatch(c -> c.allows(a)));
            possible += expected ? 1 : 0;
            Problem problem = new Problem(new GenomeCodec(space), genome -> 0, constraints);
            if (expected) {
                assertThat(problem.allows(problem.anchor())).isTrue();
            } else {
                assertThatThrownBy(problem::anchor)
                        .isInstanceOf(InfeasibleException.class)
                        .hasMessageContaining(" of activations together, though each alone is possible (closest: ");
            }
        }
        assertThat(possible).isBetween(1, 19);
    }

    @Test
    void what_no_subnet_keeps_is_told_in_bytes_and_the_least_told_can_be_kept() {
        SearchSpace space = BuiltInSpaces.named("mbv3").orElseThrow();
        Search search = new Search(space, architecture -> 0.5, SearchSettings.ofSeed(1));
        assertThatThrownBy(() -> search.under(List.of(Constraint.memory(MemoryBudget.parse("100KB"), space))))
                .isInstanceOf(InfeasibleException.class)
                .hasMessage("No subnet of mbv3 fits 100 KB of activations (least: 1.05 MB of activations at 128 px)."
                        + " Maybe raise --max-memory or add lower resolutions.");
        Constraint least = Constraint.memory(MemoryBudget.parse("1.05MB"), space);
        assertThat(search.under(List.of(least)).best().uses().get(0).predicted())
                .isEqualTo(4.0 * (64 * 64 * 16 + 64 * 64 * 48));
    }

    @Test
    void a_size_that_no_file_has_is_told_in_bytes() {
        SearchSpace space = SmallSpaces.tiny();
        AdditiveCost bytes = AdditiveCost.of(space, (resolution, layer) -> 1_000, resolution -> 500);
        Search search = new Search(space, architecture -> 0.5, SearchSettings.ofSeed(1));
        assertThatThrownBy(() -> search.under(List.of(Constraint.modelSize(SizeBudget.parse("1KiB"), bytes))))
                .hasMessageMatching(
                        "No subnet of small fits 1\\.024 KB of model \\(smallest: [0-9.]+ KB of model at 16 px\\)\\."
                                + " Maybe raise --max-size or add narrower stages\\.");
    }
}
