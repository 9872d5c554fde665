package dev.specialize.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CholeskyTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void it_solves_what_elimination_solves(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int n = (int) (5 * seed);
        double[][] matrix = positive(n, random);
        double[] right = RandomArrays.row(n, random);
        Elimination expected = new Elimination(matrix);
        Cholesky factor = new Cholesky(copy(matrix));

        assertThat(factor.solve(right)).containsExactly(expected.solve(right), within(1e-9));
        assertThat(factor.quadratic(right)).isCloseTo(RandomArrays.product(right, expected.solve(right)), within(1e-9));
        assertThat(factor.logDeterminant()).isCloseTo(Math.log(expected.determinant()), within(1e-9));
        double[] diagonal = factor.inverseDiagonal();
        for (int i = 0; i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            assertThat(diagonal[i]).isCloseTo(expected.solve(unit)[i], within(1e-9));
        }
    }

    private static double[][] positive(int n, RandomGenerator random) {
        double[][] root = RandomArrays.rows(n, n, random);
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = RandomArrays.product(root[i], root[j]) + (i == j ? 0.5 : 0);
            }
        }
        return matrix;
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    @Test
    void a_factor_that_can_be_computed_by_hand() {
        Cholesky factor = new Cholesky(new double[][] {{4, 2}, {2, 10}});

        assertThat(factor.solve(new double[] {8, 22})).containsExactly(1, 2);
        assertThat(factor.quadratic(new double[] {8, 22})).isCloseTo(52, within(1e-12));
        assertThat(factor.logDeterminant()).isCloseTo(Math.log(36), within(1e-12));
    }

    @Test
    void a_matrix_that_is_not_positive_definite_is_refused_with_its_row() {
        assertThatThrownBy(() -> new Cholesky(new double[][] {{1, 2}, {2, 1}}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("matrix is not positive definite at row 1: -3.0");
        assertThatThrownBy(() -> new Cholesky(new double[][] {{Double.NaN}})).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Cholesky(new double[][] {{0}})).isInstanceOf(ArithmeticException.class);
    }
}
