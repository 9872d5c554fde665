package dev.specialize.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BayesianRegressionTest {
    private static final double[] DEVIATIONS = {0.5, 2, 0.1, 1};

    /** Means and variances as those of a Gaussian process with the kernel x^T diag(deviations^2) x'. */
    @ParameterizedTest(name = "{0} observations")
    @ValueSource(ints = {1, 3, 4, 20})
    void weights_and_variances_are_those_of_the_dual_form(int observations) {
        RandomGenerator random = new SplittableRandom(observations);
        double[][] features = RandomArrays.rows(observations, DEVIATIONS.length, random);
        double[] targets = RandomArrays.row(observations, random);
        double[] noise = random.doubles(observations, 0.1, 0.6).toArray();
        BayesianRegression regression = BayesianRegression.fit(DEVIATIONS, features, targets, noise);

        double[][] covariance = new double[observations][observations];
        for (int i = 0; i < observations; i++) {
            for (int j = 0; j < observations; j++) {
                covariance[i][j] = kernel(features[i], features[j]) + (i == j ? noise[i] * noise[i] : 0);
            }
        }
        Elimination inverse = new Elimination(covariance);
        double[] asked = RandomArrays.row(DEVIATIONS.length, random);
        double[] towards = new double[observations];
        for (int i = 0; i < observations; i++) {
            towards[i] = kernel(features[i], asked);
        }
        assertThat(mean(regression, asked))
                .isCloseTo(RandomArrays.product(towards, inverse.solve(targets)), within(1e-9));
        assertThat(regression.variance(asked))
                .isCloseTo(kernel(asked, asked) - RandomArrays.product(towards, inverse.solve(towards)), within(1e-9));
    }

    private static double kernel(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += DEVIATIONS[i] * DEVIATIONS[i] * x[i] * y[i];
        }
        return sum;
    }

    private static double mean(BayesianRegression regression, double[] features) {
        double sum = 0;
        for (int i = 0; i < features.length; i++) {
            sum += features[i] * regression.weight(i);
        }
        return sum;
    }

    /** Weights drawn from what is believed before, each counted as much as it makes the targets likely. */
    @Test
    void weights_and_variances_are_those_of_a_sample_seed_5() {
        RandomGenerator random = new SplittableRandom(5);
        double[] deviations = {1, 0.5};
        double[][] features = {{1, 1}, {1, -1}, {0.5, 2}};
        double[] targets = {1.2, 0.4, 1.1};
        double[] noise = {0.5, 0.8, 0.6};
        double[] asked = {1, 3};
        double all = 0;
        double mean = 0;
        double square = 0;
        for (int draw = 0; draw < 400_000; draw++) {
            double[] weights = {deviations[0] * random.nextGaussian(), deviations[1] * random.nextGaussian()};
            double misfit = 0;
            for (int i = 0; i < targets.length; i++) {
                double error = (targets[i] - RandomArrays.product(features[i], weights)) / noise[i];
                misfit += error * error / 2;
            }
            double likelihood = Math.exp(-misfit);
            double value = RandomArrays.product(asked, weights);
            all += likelihood;
            mean += likelihood * value;
            square += likelihood * value * value;
        }
        mean /= all;
        BayesianRegression regression = BayesianRegression.fit(deviations, features, targets, noise);

        assertThat(mean(regression, asked)).isCloseTo(mean, within(0.01));
        assertThat(regression.variance(asked)).isCloseTo(square / all - mean * mean, within(0.02));
    }

    @Test
    void without_observations_all_is_as_it_was_believed() {
        BayesianRegression regression =
                BayesianRegression.fit(DEVIATIONS, new double[0][], new double[0], new double[0]);

        assertThat(regression.weight(1)).isZero();
        assertThat(regression.variance(new double[] {1, 1, 0, 0})).isCloseTo(0.25 + 4, within(1e-12));
    }

    @Test
    void a_weight_without_deviation_stays_at_zero() {
        BayesianRegression regression = BayesianRegression.fit(
                new double[] {1, 0}, new double[][] {{1, 1}, {1, 2}}, new double[] {1, 5}, new double[] {0.1, 0.1});

        assertThat(regression.weight(1)).isZero();
        assertThat(regression.variance(new double[] {0, 1})).isZero();
        assertThat(regression.weight(0)).isBetween(2.9, 3.0);
    }

    @Test
    void one_weight_lies_between_its_belief_and_the_mean_of_its_observations() {
        double[][] features = {{1}, {1}, {1}};
        BayesianRegression regression =
                BayesianRegression.fit(new double[] {2}, features, new double[] {3, 4, 5}, new double[] {1, 1, 1});

        assertThat(regression.weight(0)).isCloseTo(12 / 3.25, within(1e-12));
        assertThat(regression.variance(new double[] {1})).isCloseTo(1 / 3.25, within(1e-12));
    }
}
