package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.Architecture;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RidgeTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();
    private static final GenomeCodec CODEC = new GenomeCodec(SPACE);
    private static final List<EvaluatedArchitecture> PAIRS = SyntheticPairs.of(SPACE, 120, 0.003, 1);

    @Test
    void the_additive_ridge_solves_the_normal_equations_seed_1() {
        double ridge = 0.7;
        AccuracyPredictor predictor = fit(new Ridge(Kernel.linear(), ridge));
        double mean = PAIRS.stream()
                .mapToDouble(EvaluatedArchitecture::accuracy)
                .average()
                .orElseThrow();
        double[][] x = PAIRS.stream().map(p -> features(p.architecture())).toArray(double[][]::new);
        int width = x[0].length;
        double[][] equations = new double[width][width + 1];
        for (int i = 0; i < width; i++) {
            equations[i][i] += ridge;
            for (int n = 0; n < x.length; n++) {
                for (int j = 0; j < width; j++) {
                    equations[i][j] += x[n][i] * x[n][j];
                }
                equations[i][width] += x[n][i] * (PAIRS.get(n).accuracy() - mean);
            }
        }
        double[] weights = eliminated(equations);
        for (EvaluatedArchitecture other : SyntheticPairs.of(SPACE, 30, 0, 2)) {
            double expected = mean + dot(weights, features(other.architecture()));
            assertThat(predictor.accuracy(other.architecture())).isEqualTo(expected, within(1e-10));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"additive", "radial"})
    void a_score_serves_fewer_resolutions_and_refuses_other_choices(String kind) {
        AccuracyPredictor predictor = kind.equals("additive")
                ? RidgePredictors.additive(SPACE, PAIRS, 1)
                : RidgePredictors.radial(SPACE, PAIRS, 0.03, 0.1);
        SearchSpace fewer = SPACE.withResolutions(List.of(24, 32));
        GenomeCodec codec = new GenomeCodec(fewer);
        for (Architecture architecture : List.of(fewer.smallest(), fewer.largest())) {
            assertThat(predictor.score(codec).of(codec.encode(architecture)))
                    .isEqualTo(predictor.accuracy(architecture), within(1e-12));
        }
        assertThatThrownBy(() -> predictor.score(new GenomeCodec(SPACE.withResolutions(List.of(32, 36)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was fitted on mbv3-32 with resolutions [24, 28, 32]");
        assertThatThrownBy(() -> predictor.score(
                        new GenomeCodec(SPACE.withStages(SPACE.stages().subList(0, 2)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_kernel_ridge_solves_its_equations_with_distances_of_features_seed_1() {
        double ridge = 0.05;
        double gamma = 0.02;
        AccuracyPredictor predictor = fit(new Ridge(Kernel.rbf(gamma), ridge));
        double mean = PAIRS.stream()
                .mapToDouble(EvaluatedArchitecture::accuracy)
                .average()
                .orElseThrow();
        double[][] equations = new double[PAIRS.size()][PAIRS.size() + 1];
        for (int i = 0; i < equations.length; i++) {
            for (int j = 0; j < equations.length; j++) {
                equations[i][j] = similarity(i, PAIRS.get(j).architecture(), gamma) + (i == j ? ridge : 0);
            }
            equations[i][equations.length] = PAIRS.get(i).accuracy() - mean;
        }
        double[] weights = eliminated(equations);
        for (EvaluatedArchitecture other : SyntheticPairs.of(SPACE, 30, 0, 2)) {
            double expected = mean;
            for (int i = 0; i < weights.length; i++) {
                expected += weights[i] * similarity(i, other.architecture(), gamma);
            }
            assertThat(predictor.accuracy(other.architecture())).isEqualTo(expected, within(1e-10));
        }
    }

    @Test
    void cross_validation_prefers_the_kernel_where_blocks_interact_and_little_noise_hides_it() {
        Samples samples = Samples.of(CODEC, SyntheticPairs.of(SPACE, 200, 0, 4));
        CrossValidation validation = new CrossValidation(CODEC, samples);
        Ridge good = new Ridge(Kernel.rbf(0.01), 0.003);
        Ridge stiff = new Ridge(Kernel.linear(), 1000);
        assertThat(validation.bestOf(List.of(stiff, good))).isEqualTo(good);
    }

    private static AccuracyPredictor fit(Ridge ridge) {
        Samples samples = Samples.of(CODEC, PAIRS);
        return ridge.fit(CODEC, samples.genomes(), samples.accuracies());
    }

    private static double similarity(int i, Architecture other, double gamma) {
        double[] one = features(PAIRS.get(i).architecture());
        double[] two = features(other);
        double squares = 0;
        for (int k = 0; k < one.length; k++) {
            squares += (one[k] - two[k]) * (one[k] - two[k]);
        }
        return Math.exp(-gamma * squares);
    }

    private static double[] features(Architecture architecture) {
        return OneHotVector.of(SPACE, architecture);
    }

    /** Gauss-Jordan elimination with pivoting; the last column is the right side. */
    private static double[] eliminated(double[][] rows) {
        int n = rows.length;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k; i < n; i++) {
                pivot = Math.abs(rows[i][k]) > Math.abs(rows[pivot][k]) ? i : pivot;
            }
            double[] row = rows[pivot];
            rows[pivot] = rows[k];
            rows[k] = row;
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 0 : rows[i][k] / row[k];
                for (int j = k; j <= n && i != k; j++) {
                    rows[i][j] -= factor * row[j];
                }
            }
        }
        double[] solution = new double[n];
        for (int k = 0; k < n; k++) {
            solution[k] = rows[k][n] / rows[k][k];
        }
        return solution;
    }

    private static double dot(double[] one, double[] two) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * two[i];
        }
        return sum;
    }
}
