package dev.specialize.modelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NonNegativeLeastSquaresTest {
    private static final int UNKNOWNS = 6;

    private static NormalEquations equations(double[][] rows) {
        NormalEquations equations = new NormalEquations(UNKNOWNS);
        for (double[] row : rows) {
            equations.add(row, 1);
        }
        return equations;
    }

    private static double[][] rows(int count, SplittableRandom random) {
        double[][] rows = new double[count][UNKNOWNS];
        for (double[] row : rows) {
            for (int j = 0; j < UNKNOWNS; j++) {
                row[j] = (random.nextDouble() - 0.3) * Math.pow(10, j - 3);
            }
        }
        return rows;
    }

    /** |A x - 1|^2, from the rows themselves. */
    private static double error(double[][] rows, double[] x) {
        return Arrays.stream(rows)
                .mapToDouble(row -> {
                    double sum = -1;
                    for (int j = 0; j < UNKNOWNS; j++) {
                        sum += row[j] * x[j];
                    }
                    return sum * sum;
                })
                .sum();
    }

    /** Steps along single unknowns, each to its own best value, until nothing moves: slow, and another route. */
    private static double[] byCoordinates(double[][] rows) {
        double[] x = new double[UNKNOWNS];
        for (int sweep = 0; sweep < 20_000; sweep++) {
            for (int j = 0; j < UNKNOWNS; j++) {
                double slope = 0;
                double curvature = 0;
                for (double[] row : rows) {
                    double sum = 1;
                    for (int k = 0; k < UNKNOWNS; k++) {
                        sum -= row[k] * x[k];
                    }
                    slope += row[j] * sum;
                    curvature += row[j] * row[j];
                }
                x[j] = Math.max(0, x[j] + slope / curvature);
            }
        }
        return x;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void it_finds_what_descent_along_single_unknowns_finds(long seed) {
        double[][] rows = rows(12, new SplittableRandom(seed));
        double[] x = NonNegativeLeastSquares.solve(equations(rows));
        double[] slow = byCoordinates(rows);
        assertThat(Arrays.stream(x)).allMatch(value -> value >= 0 && Double.isFinite(value));
        assertThat(error(rows, x)).isCloseTo(error(rows, slow), within(1e-8));
        assertThat(equations(rows).error(x) + rows.length).isCloseTo(error(rows, x), within(1e-8));
    }

    @Test
    void a_column_of_zeros_gets_zero_and_twins_share() {
        double[][] rows = {
            {1, 1, 0, 0, 0, 0},
            {2, 2, 0, 1, 0, 0},
            {1, 1, 0, 2, 0, 0},
        };
        double[] x = NonNegativeLeastSquares.solve(equations(rows));
        assertThat(x[2]).isZero();
        assertThat(x[4]).isZero();
        assertThat(Arrays.stream(x)).allMatch(value -> value >= 0);
        double[] single = NonNegativeLeastSquares.solve(equations(new double[][] {
            {1, 0, 0, 0, 0, 0},
            {2, 0, 0, 1, 0, 0},
            {1, 0, 0, 2, 0, 0},
        }));
        assertThat(x[0] + x[1]).isCloseTo(single[0], within(1e-9));
    }

    @Test
    void where_every_column_points_away_all_are_zero() {
        double[][] rows = {{-1, -2, -3, -1, -1, -1}, {-2, -1, 0, -1, -4, 0}};
        assertThat(NonNegativeLeastSquares.solve(equations(rows))).containsOnly(0);
    }
}
