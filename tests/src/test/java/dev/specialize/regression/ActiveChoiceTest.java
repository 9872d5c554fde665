package dev.specialize.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ActiveChoiceTest {
    private static final double NOISE = 0.3;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void each_choice_leaves_less_variance_than_any_other_would(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        double[] deviations = {1, 0.3, 2, 0.1, 0.6};
        double[][] candidates = RandomArrays.rows(12, 5, random);
        double[][] targets = RandomArrays.rows(6, 5, random);
        List<Integer> chosen = new ActiveChoice(deviations, candidates, targets, NOISE).choose(5);

        for (int i = 0; i < chosen.size(); i++) {
            List<Integer> before = chosen.subList(0, i);
            int best = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int other = 0; other < candidates.length; other++) {
                List<Integer> with = new ArrayList<>(before);
                with.add(other);
                double left = variance(deviations, candidates, targets, with);
                if (!before.contains(other) && left < least) {
                    least = left;
                    best = other;
                }
            }
            assertThat(chosen.get(i)).isEqualTo(best);
        }
    }

    /** Of all targets, after the candidates were observed. */
    private static double variance(
            double[] deviations, double[][] candidates, double[][] targets, List<Integer> observed) {
        double[][] features = observed.stream().map(i -> candidates[i]).toArray(double[][]::new);
        double[] noise = new double[features.length];
        Arrays.fill(noise, NOISE);
        BayesianRegression regression =
                BayesianRegression.fit(deviations, features, new double[features.length], noise);
        return Arrays.stream(targets).mapToDouble(regression::variance).sum();
    }

    @Test
    void going_on_is_choosing_more_and_none_is_chosen_twice() {
        RandomGenerator random = new SplittableRandom(6);
        double[] deviations = {1, 1, 1};
        double[][] candidates = RandomArrays.rows(10, 3, random);
        double[][] targets = RandomArrays.rows(4, 3, random);
        ActiveChoice inParts = new ActiveChoice(deviations, candidates, targets, NOISE);
        List<Integer> parts = new ArrayList<>(inParts.choose(3));
        parts.addAll(inParts.choose(4));

        assertThat(parts).isEqualTo(new ActiveChoice(deviations, candidates, targets, NOISE).choose(7));
        assertThat(new HashSet<>(parts)).hasSize(7);
        assertThat(inParts.choose(9)).hasSize(3).doesNotContainAnyElementsOf(parts);
        assertThat(inParts.choose(1)).isEmpty();
    }

    @Test
    void what_no_target_depends_on_is_not_worth_an_observation() {
        double[][] candidates = {{0, 9}, {1, 0}, {0, 8}};
        double[][] targets = {{5, 0}};

        assertThat(new ActiveChoice(new double[] {1, 1}, candidates, targets, NOISE).choose(1))
                .containsExactly(1);
    }
}
