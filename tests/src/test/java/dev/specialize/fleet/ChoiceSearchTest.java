package dev.specialize.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few models for many entries, against the enumeration of all choices. */
class ChoiceSearchTest {
    private static final int MODELS = 14;
    private static final int ENTRIES = 9;

    /** Models and entries with a latency and a budget on each of two devices, as real ones are. */
    private static ServiceTable devices(int seed, int models, int entries) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] accuracies = random.doubles(models, 0.7, 0.9).toArray();
        double[] shares = random.doubles(entries, 0, 1).toArray();
        double total = IntStream.range(0, entries).mapToDouble(i -> shares[i]).sum();
        List<BitSet> serves = new ArrayList<>();
        double[] budgets = random.doubles(entries, 0.25, 1).toArray();
        for (int model = 0; model < models; model++) {
            BitSet served = new BitSet();
            double[] latencies = random.doubles(2, 0.5, 1.2).toArray();
            for (int entry = 0; entry < entries; entry++) {
                double latency = latencies[entry % 2] * Math.pow((accuracies[model] - 0.65) / 0.25, 1.5);
                served.set(entry, latency <= budgets[entry]);
            }
            serves.add(served);
        }
        return new ServiceTable(
                IntStream.range(0, entries).mapToDouble(i -> shares[i] / total).toArray(), accuracies, serves);
    }

    private static ServiceTable senseless(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<BitSet> serves = IntStream.range(0, MODELS)
                .mapToObj(model -> random.ints(3, 0, ENTRIES).collect(BitSet::new, BitSet::set, BitSet::or))
                .toList();
        return new ServiceTable(
                random.doubles(ENTRIES, 0, 0.1).toArray(),
                random.doubles(MODELS, 0.1, 0.9).toArray(),
                serves);
    }

    /** The worth of the best choice, by trying all. */
    private static double best(ServiceTable table, int most) {
        return IntStream.range(0, 1 << table.models())
                .filter(set -> Integer.bitCount(set) <= most)
                .mapToDouble(set -> worth(table, set))
                .max()
                .orElseThrow();
    }

    private static double worth(ServiceTable table, int set) {
        double sum = 0;
        for (int entry = 0; entry < table.entries(); entry++) {
            double best = 0;
            for (int model = 0; model < table.models(); model++) {
                if ((set >> model & 1) == 1 && table.served(model).get(entry)) {
                    best = Math.max(best, 2 + table.share(entry) * table.accuracy(model));
                }
            }
            sum += best;
        }
        return sum;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void no_choice_is_better_than_the_proven_best(int seed) {
        for (ServiceTable table : List.of(devices(seed, MODELS, ENTRIES), senseless(seed))) {
            for (int most = 1; most <= 5; most++) {
                ModelChoice choice = new ChoiceSearch(table, most).best();
                assertThat(choice.isBest()).isTrue();
                assertThat(choice.chosen()).hasSizeLessThanOrEqualTo(most);
                assertThat(choice.worth()).isCloseTo(best(table, most), within(1e-9));
                assertThat(choice.worth()).isCloseTo(table.worth(choice.chosen()), within(1e-12));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void without_a_proof_the_bound_holds_and_the_choice_is_what_greedy_promises(int seed) {
        for (ServiceTable table : List.of(devices(seed, MODELS, ENTRIES), senseless(seed))) {
            for (int most = 1; most <= 5; most++) {
                ModelChoice choice = new ChoiceSearch(table, most).best(0, 0);
                double best = best(table, most);
                assertThat(choice.bound()).isGreaterThanOrEqualTo(best - 1e-9);
                assertThat(choice.worth()).isBetween(GreedyChoice.GUARANTEE * best, best + 1e-9);
                GreedyChoice greedy = new GreedyChoice(table, table.undominated());
                List<Integer> first = greedy.greedy(most);
                assertThat(table.worth(first)).isGreaterThanOrEqualTo(GreedyChoice.GUARANTEE * best);
                assertThat(greedy.boundByGains(first, most)).isGreaterThanOrEqualTo(best - 1e-9);
                assertThat(new Multipliers(table, table.undominated(), most, first).bound())
                        .isGreaterThanOrEqualTo(best - 1e-9);
            }
        }
    }

    @Test
    void an_entry_is_not_given_up_for_the_accuracy_of_others() {
        // the accurate model leaves out an entry of hardly any traffic, the other one serves all
        ServiceTable table = new ServiceTable(
                new double[] {0.999, 0.001},
                new double[] {0.9, 0.5},
                List.of(BitSet.valueOf(new long[] {0b01}), BitSet.valueOf(new long[] {0b11})));
        assertThat(new ChoiceSearch(table, 1).best().chosen()).containsExactly(1);
        assertThat(new ChoiceSearch(table, 2).best().chosen()).containsExactly(0, 1);
    }

    @Test
    void models_that_gain_nothing_are_not_taken() {
        ServiceTable table = new ServiceTable(
                new double[] {0.5, 0.5},
                new double[] {0.9, 0.8, 0.9},
                List.of(
                        BitSet.valueOf(new long[] {0b11}),
                        BitSet.valueOf(new long[] {0b11}),
                        BitSet.valueOf(new long[] {0b01})));
        assertThat(table.undominated()).containsExactly(0);
        assertThat(new ChoiceSearch(table, 3).best().chosen()).containsExactly(0);
        assertThatThrownBy(() -> new ChoiceSearch(table, 0)).hasMessageContaining("at least 1, got 0");
    }

    @Test
    void what_few_models_cannot_serve_is_told() {
        ServiceTable table = new ServiceTable(
                new double[] {0.4, 0.3, 0.3},
                new double[] {0.9, 0.8, 0.7},
                List.of(
                        BitSet.valueOf(new long[] {0b001}),
                        BitSet.valueOf(new long[] {0b010}),
                        BitSet.valueOf(new long[] {0b100})));
        ChosenModels two = ChosenModels.of(table, new ChoiceSearch(table, 2).best(), 2);
        assertThat(two.served()).isEqualTo(2);
        assertThat(two.mostServed()).isEqualTo(2);
        assertThat(two.accuracy()).isCloseTo(0.4 * 0.9 + 0.3 * 0.8, within(1e-12));
        assertThat(two.proven()).isTrue();
        assertThat(two.unserved()).contains("2 models serve at most 2", "Maybe raise --models");
    }

    @ParameterizedTest(name = "{0} of 200 models for 80 entries")
    @ValueSource(ints = {2, 4, 8})
    void larger_cases_are_close_to_their_bound(int most) {
        ServiceTable table = devices(11, 200, 80);
        ChosenModels chosen = ChosenModels.of(table, new ChoiceSearch(table, most).best(), most);
        assertThat(chosen.accuracyBound() - chosen.accuracy()).isBetween(0.0, 1e-3);
        assertThat(chosen.lost()).isBetween(0.0, 0.2);
    }
}
