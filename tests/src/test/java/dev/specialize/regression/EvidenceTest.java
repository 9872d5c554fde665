package dev.specialize.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvidenceTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void it_is_the_density_of_the_normal_distribution_of_all_targets(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int n = 7;
        double[][] first = RandomArrays.rows(n, 2, random);
        double[][] second = RandomArrays.rows(n, 4, random);
        double[] targets = RandomArrays.row(n, random);
        Evidence evidence = new Evidence(List.of(first, second), targets);

        double constant = -0.5 * n * Math.log(2 * Math.PI);
        double[] deviations = {0.7, 0.2};
        assertThat(evidence.logLikelihood(deviations, 0.3) + constant)
                .isCloseTo(logDensity(first, second, deviations, 0.3, targets), within(1e-9));
    }

    private static double logDensity(
            double[][] first, double[][] second, double[] deviations, double noise, double[] targets) {
        int n = targets.length;
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                covariance[i][j] = deviations[0] * deviations[0] * RandomArrays.product(first[i], first[j])
                        + deviations[1] * deviations[1] * RandomArrays.product(second[i], second[j])
                        + (i == j ? noise * noise : 0);
            }
        }
        Elimination inverse = new Elimination(covariance);
        double exponent = -0.5 * RandomArrays.product(targets, inverse.solve(targets));
        return Math.log(Math.exp(exponent) / Math.sqrt(Math.pow(2 * Math.PI, n) * inverse.determinant()));
    }

    @Test
    void the_deviations_that_made_the_targets_are_more_likely_than_others_seed_4() {
        RandomGenerator random = new SplittableRandom(4);
        double[][] features = RandomArrays.rows(200, 30, random);
        double[] weights = RandomArrays.row(30, random);
        double[] targets = new double[200];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = 0.5 * RandomArrays.product(features[i], weights) + 0.1 * random.nextGaussian();
        }
        Evidence evidence = new Evidence(List.<double[][]>of(features), targets);

        double right = evidence.logLikelihood(new double[] {0.5}, 0.1);
        assertThat(right).isGreaterThan(evidence.logLikelihood(new double[] {0.5}, 0.2) + 10);
        assertThat(right).isGreaterThan(evidence.logLikelihood(new double[] {0.5}, 0.05) + 10);
        assertThat(right).isGreaterThan(evidence.logLikelihood(new double[] {0.1}, 0.1) + 10);
        assertThat(right).isGreaterThan(evidence.logLikelihood(new double[] {5}, 0.1) + 10);
    }
}
