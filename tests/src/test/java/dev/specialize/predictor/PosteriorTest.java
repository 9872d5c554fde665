package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.Genome;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.regression.BayesianRegression;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PosteriorTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final GenomeCodec CODEC = new GenomeCodec(SPACE);
    private static final List<EvaluatedArchitecture> PAIRS = SyntheticPairs.of(SPACE, 40, 0.003, 1);
    private static final List<EvaluatedArchitecture> OTHERS = SyntheticPairs.of(SPACE, 20, 0.003, 2);
    private static final double DEVIATION = 0.004;

    @ParameterizedTest(name = "{0}")
    @EnumSource(Encoding.class)
    void leaving_one_out_is_fitting_without_it(Encoding encoding) {
        Ridge ridge = new Ridge(Kernel.rbf(encoding, 0.05), 0.02);
        Samples samples = Samples.of(CODEC, PAIRS);
        Targets targets = Targets.of(samples.accuracies());
        LeaveOneOut all = new Posterior(CODEC, ridge, own(samples)).leaveOneOut(targets);
        for (int i = 0; i < samples.size(); i++) {
            Genome left = samples.genomes().get(i);
            Posterior others = new Posterior(CODEC, ridge, own(samples.without(i, i + 1)));
            double predicted = others.predictor(targets).score().of(left);
            assertThat(all.residuals()[i] * targets.scale())
                    .isCloseTo(samples.accuracies()[i] - predicted, within(1e-10));
            assertThat(all.variances()[i]).isCloseTo(others.variance(left), within(1e-10));
        }
    }

    @Test
    void an_additive_posterior_is_bayesian_linear_regression_over_the_choices() {
        double ridge = 0.7;
        Samples samples = Samples.of(CODEC, PAIRS);
        Posterior posterior = new Posterior(CODEC, new Ridge(Kernel.linear(), ridge), own(samples));
        double[][] x = PAIRS.stream()
                .map(p -> OneHotVector.of(SPACE, p.architecture()))
                .toArray(double[][]::new);
        double[] noise = filled(x.length, Math.sqrt(ridge));
        BayesianRegression primal = BayesianRegression.fit(filled(x[0].length, 1), x, new double[x.length], noise);
        for (EvaluatedArchitecture other : OTHERS) {
            double expected = primal.variance(OneHotVector.of(SPACE, other.architecture())) + ridge;
            assertThat(posterior.variance(CODEC.encode(other.architecture()))).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void what_was_measured_on_other_images_counts_as_regression_with_their_shift_and_their_noise_says() {
        double ridge = 0.5;
        Ridge setting = new Ridge(Kernel.linear(), ridge);
        Evaluations evaluations = new Evaluations(OTHERS.subList(0, 8), 0.006, 0.02);
        RidgeFit fit = fit(setting).learning(evaluations);

        List<EvaluatedArchitecture> all =
                Stream.concat(PAIRS.stream(), evaluations.pairs().stream()).toList();
        double mean = PAIRS.stream()
                .mapToDouble(EvaluatedArchitecture::accuracy)
                .average()
                .orElseThrow();
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            rows.add(shifted(all.get(i), i >= PAIRS.size() ? 1 : 0));
        }
        double[] deviations = filled(rows.get(0).length, DEVIATION);
        deviations[deviations.length - 1] = 0.02;
        double[] noise = filled(all.size(), Math.sqrt(ridge) * DEVIATION);
        Arrays.fill(noise, PAIRS.size(), noise.length, Math.sqrt(ridge * DEVIATION * DEVIATION + 0.006 * 0.006));
        double[] targets = all.stream().mapToDouble(p -> p.accuracy() - mean).toArray();
        BayesianRegression primal = BayesianRegression.fit(deviations, rows.toArray(double[][]::new), targets, noise);

        AccuracyEstimates estimates = fit.estimates();
        for (EvaluatedArchitecture other : OTHERS) {
            double[] x = shifted(other, 0);
            double expected = mean;
            for (int j = 0; j < x.length; j++) {
                expected += primal.weight(j) * x[j];
            }
            AccuracyEstimate estimate = estimates.of(other.architecture());
            assertThat(estimate.mean()).isCloseTo(expected, within(1e-10));
            assertThat(fit.predictor().accuracy(other.architecture())).isCloseTo(expected, within(1e-10));
            assertThat(estimate.deviation())
                    .isCloseTo(Math.sqrt(primal.variance(x) + ridge * DEVIATION * DEVIATION), within(1e-10));
        }
    }

    @Test
    void images_that_are_easier_for_all_teach_nothing_but_differences() {
        RidgeFit fit = fit(new Ridge(Kernel.rbf(Encoding.MIXED, 0.02), 0.01));
        List<EvaluatedArchitecture> easier = OTHERS.stream()
                .map(p -> new EvaluatedArchitecture(p.architecture(), p.accuracy() + 0.03))
                .toList();
        RidgeFit one = fit.learning(new Evaluations(OTHERS, 0.001, 10));
        RidgeFit other = fit.learning(new Evaluations(easier, 0.001, 10));
        RidgeFit believing = fit.learning(new Evaluations(easier, 0.001, 0));
        for (EvaluatedArchitecture pair : PAIRS) {
            double expected = one.predictor().accuracy(pair.architecture());
            assertThat(other.predictor().accuracy(pair.architecture())).isCloseTo(expected, within(1e-6));
        }
        assertThat(believing.predictor().accuracy(OTHERS.get(0).architecture()))
                .isGreaterThan(one.predictor().accuracy(OTHERS.get(0).architecture()) + 0.005);
    }

    @Test
    void an_architecture_that_was_evaluated_well_is_known_better_and_what_was_learnt_before_is_forgotten() {
        RidgeFit fit = fit(new Ridge(Kernel.rbf(Encoding.MIXED, 0.02), 0.01));
        RidgeFit learnt = fit.learning(new Evaluations(OTHERS, 0.0001, 0.0001));
        for (EvaluatedArchitecture pair : OTHERS) {
            AccuracyEstimate after = learnt.estimates().of(pair.architecture());
            assertThat(after.deviation())
                    .isLessThan(fit.estimates().of(pair.architecture()).deviation());
            assertThat(Math.abs(after.mean() - pair.accuracy()))
                    .isLessThan(0.3 * Math.abs(fit.predictor().accuracy(pair.architecture()) - pair.accuracy()) + 5e-4);
        }
        RidgeFit again = learnt.learning(new Evaluations(List.of(), 0.0001, 0.0001));
        assertThat(again.observations().genomes()).hasSize(PAIRS.size() + OTHERS.size());
        RidgeFit few = learnt.learning(new Evaluations(OTHERS.subList(0, 1), 0.0001, 0.0001));
        assertThat(few.observations().genomes()).hasSize(PAIRS.size() + 1);
    }

    private static RidgeFit fit(Ridge ridge) {
        Samples samples = Samples.of(CODEC, PAIRS);
        RidgePredictor predictor = ridge.fit(CODEC, samples.genomes(), samples.accuracies());
        RidgePredictor additive = new Ridge(Kernel.linear(), 1).fit(CODEC, samples.genomes(), samples.accuracies());
        return new RidgeFit(CODEC, new TwofoldPredictor(predictor, additive), own(samples), DEVIATION);
    }

    private static Observations own(Samples samples) {
        return Observations.of(samples.genomes(), samples.accuracies());
    }

    private static double[] shifted(EvaluatedArchitecture pair, double elsewhere) {
        double[] features = OneHotVector.of(SPACE, pair.architecture());
        double[] all = Arrays.copyOf(features, features.length + 1);
        all[features.length] = elsewhere;
        return all;
    }

    private static double[] filled(int length, double value) {
        double[] array = new double[length];
        Arrays.fill(array, value);
        return array;
    }
}
