package dev.specialize.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.search.ChangeKnapsack.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against all combinations of at most five changes. */
final class ChangeKnapsackTest {
    private static final int GROUPS = 8;
    private static final int MOST_CHANGES = 5;
    private static final double GRID = 64;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 30);
    }

    /** Changes of 8 groups that each either bring and take or save and lose, some both good, and a budget. */
    private record Case(List<Option> options, double slack) {
        static Case of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Option> options = new ArrayList<>();
            for (int group = 0; group < GROUPS; group++) {
                for (int gene = 0; gene < 3; gene++) {
                    double sign = random.nextBoolean() ? 1 : -1;
                    double use = random.nextInt(10) == 0 ? -0.01 : sign * random.nextDouble(0.1);
                    options.add(new Option(new Change(group, gene, -1), sign * random.nextDouble(), use));
                }
            }
            return new Case(
                    options.stream()
                            .filter(o -> o.gain() > 0 || o.moreUse() < 0)
                            .toList(),
                    random.nextDouble(-0.05, 0.1));
        }

        List<Combination> found(double resolutionGain) {
            return new ChangeKnapsack(1, resolutionGain, slack, options).best();
        }

        /** Without those that another of their group beats. */
        Case unbeaten() {
            return new Case(
                    options.stream()
                            .filter(o -> options.stream().noneMatch(other -> beats(other, o)))
                            .toList(),
                    slack);
        }

        private static boolean beats(Option other, Option option) {
            return other.change().group() == option.change().group()
                    && other.gain() >= option.gain()
                    && other.moreUse() <= option.moreUse()
                    && !other.equals(option);
        }

        /** Every set of changes of different groups. */
        List<List<Option>> all() {
            List<List<Option>> all = List.of(List.of());
            for (int group = 0; group < GROUPS; group++) {
                int own = group;
                List<List<Option>> longer = new ArrayList<>(all);
                for (List<Option> some : all) {
                    options.stream()
                            .filter(o -> o.change().group() == own && some.size() < MOST_CHANGES)
                            .map(o -> append(some, o))
                            .forEach(longer::add);
                }
                all = longer;
            }
            return all;
        }

        double best(int least, int most, double limit) {
            return all().stream()
                    .filter(some -> some.size() >= least && some.size() <= most && use(some) <= limit)
                    .mapToDouble(Case::gain)
                    .max()
                    .orElse(Double.NEGATIVE_INFINITY);
        }

        List<Option> options(Combination combination) {
            return options.stream()
                    .filter(o -> combination.changes().contains(o.change()))
                    .toList();
        }

        double use(Combination combination) {
            return use(options(combination));
        }

        double gain(Combination combination) {
            return gain(options(combination));
        }

        /** Their use, each rounded to the grid. */
        long cells(List<Option> some) {
            double cell = cell();
            return some.stream().mapToLong(o -> Math.round(o.moreUse() / cell)).sum();
        }

        /** A cell of the grid that three and more changes are rounded to. */
        double cell() {
            double least = IntStream.range(0, GROUPS)
                    .mapToDouble(group -> options.stream()
                            .filter(o -> o.change().group() == group)
                            .mapToDouble(o -> Math.min(0, o.moreUse()))
                            .min()
                            .orElse(0))
                    .sorted()
                    .limit(MOST_CHANGES)
                    .sum();
            return (Math.max(0, slack) - least) / GRID;
        }

        private static double use(List<Option> some) {
            return some.stream().mapToDouble(Option::moreUse).sum();
        }

        private static double gain(List<Option> some) {
            return some.stream().mapToDouble(Option::gain).sum();
        }

        private static List<Option> append(List<Option> some, Option option) {
            List<Option> longer = new ArrayList<>(some);
            longer.add(option);
            return longer;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_best_single_change_or_pair_is_found_exactly(int seed) {
        Case random = Case.of(seed);
        List<Combination> small =
                random.found(0.25).stream().filter(c -> c.changes().size() <= 2).toList();
        assertThat(small).allMatch(c -> random.use(c) <= random.slack);
        assertThat(small.stream().mapToDouble(Combination::gain).max().orElse(Double.NEGATIVE_INFINITY))
                .isEqualTo(0.25 + random.best(0, 2, random.slack), within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void more_changes_are_the_best_of_their_number_and_rounded_use(int seed) {
        Case random = Case.of(seed);
        List<Combination> found = random.found(0);
        List<List<Option>> all = random.unbeaten().all();
        for (int count = 3; count <= MOST_CHANGES; count++) {
            int size = count;
            List<Combination> ofCount =
                    found.stream().filter(c -> c.changes().size() == size).toList();
            assertThat(ofCount).hasSizeLessThanOrEqualTo(3);
            for (Combination combination : ofCount) {
                List<Option> options = random.options(combination);
                assertThat(Case.use(options)).isLessThanOrEqualTo(random.slack + 4 * random.cell());
                double best = all.stream()
                        .filter(some -> some.size() == size && random.cells(some) == random.cells(options))
                        .mapToDouble(Case::gain)
                        .max()
                        .orElseThrow();
                assertThat(combination.gain()).isEqualTo(best, within(1e-12));
            }
        }
    }

    @Test
    void more_changes_are_found_where_they_fit_seeds_1_to_30() {
        long found = seeds().mapToObj(Case::of)
                .filter(random ->
                        random.found(0).stream().anyMatch(c -> c.changes().size() > 2 && random.use(c) <= random.slack))
                .count();
        assertThat(found).isGreaterThan(15);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void combinations_are_of_different_groups_and_their_gains_are_sums(int seed) {
        Case random = Case.of(seed);
        for (Combination combination : random.found(-0.5)) {
            assertThat(combination.changes()).extracting(Change::group).doesNotHaveDuplicates();
            assertThat(combination.gain()).isEqualTo(random.gain(combination) - 0.5, within(1e-12));
            assertThat(combination.resolution()).isEqualTo(1);
        }
    }

    @Test
    void a_budget_that_no_changes_can_keep_has_no_combinations() {
        List<Option> options =
                List.of(new Option(new Change(0, 1, -1), -0.1, -0.2), new Option(new Change(1, 1, -1), 1, 1));
        assertThat(new ChangeKnapsack(0, 1, -0.3, options).best()).isEmpty();
        assertThat(new ChangeKnapsack(0, 1, -0.15, options).best())
                .containsExactly(new Combination(0, List.of(new Change(0, 1, -1)), 0.9));
    }

    @Test
    void without_changes_only_the_resolution_is_proposed() {
        assertThat(new ChangeKnapsack(2, 0.5, 0.1, List.of()).best())
                .containsExactly(new Combination(2, List.of(), 0.5));
        assertThat(new ChangeKnapsack(2, 0, 0.1, List.of()).best()).isEmpty();
    }
}
