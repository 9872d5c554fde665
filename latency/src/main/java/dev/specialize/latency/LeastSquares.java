package dev.specialize.latency;

import java.util.Optional;

/** Least squares in three unknowns. */
final class LeastSquares {
    private static final int UNKNOWNS = 3;

    /** Below this share of its scale a determinant is 0. */
    private static final double SINGULAR = 1e-9;

    private LeastSquares() {}

    /**
     * The x with the least |rows x - 1|^2, by the normal equations and Cramer's rule.
     *
     * @param rows (any, 3)
     * @return empty if the rows do not determine it
     */
    static Optional<double[]> toOnes(double[][] rows) {
        double[][] squares = new double[UNKNOWNS][UNKNOWNS];
        double[] sums = new double[UNKNOWNS];
        for (double[] row : rows) {
            for (int i = 0; i < UNKNOWNS; i++) {
                sums[i] += row[i];
                for (int j = 0; j < UNKNOWNS; j++) {
                    squares[i][j] += row[i] * row[j];
                }
            }
        }
        double determinant = determinant(squares);
        if (!(determinant > SINGULAR * squares[0][0] * squares[1][1] * squares[2][2])) {
            return Optional.empty();
        }
        double[] solution = new double[UNKNOWNS];
        for (int i = 0; i < UNKNOWNS; i++) {
            solution[i] = determinant(withColumn(squares, i, sums)) / determinant;
        }
        return Optional.of(solution);
    }

    private static double[][] withColumn(double[][] matrix, int column, double[] values) {
        double[][] copy = new double[UNKNOWNS][];
        for (int i = 0; i < UNKNOWNS; i++) {
            copy[i] = matrix[i].clone();
            copy[i][column] = values[i];
        }
        return copy;
    }

    private static double determinant(double[][] m) {
        return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    }
}
