package dev.specialize.predictor;

/** The factor U of a symmetric positive definite matrix A = U^T U, and the solution of A x = b by it. */
final class Cholesky {
    /** (n, n), upper triangle. */
    private final double[][] upper;

    /**
     * @param matrix (n, n), of which the upper triangle is read and overwritten
     * @throws ArithmeticException if the matrix is not positive definite
     */
    Cholesky(double[][] matrix) {
        this.upper = matrix;
        for (int k = 0; k < matrix.length; k++) {
            scalePivotRow(k);
            for (int i = k + 1; i < matrix.length; i++) {
                subtract(matrix[k], matrix[k][i], matrix[i], i);
            }
        }
    }

    private void scalePivotRow(int k) {
        double[] row = upper[k];
        if (!(row[k] > 0)) {
            throw new ArithmeticException("matrix is not positive definite at row " + k + ": " + row[k]);
        }
        double pivot = Math.sqrt(row[k]);
        for (int j = k; j < row.length; j++) {
            row[j] /= pivot;
        }
    }

    /** Contiguous rows, so that the compiler can use vector instructions. */
    private static void subtract(double[] pivotRow, double factor, double[] row, int from) {
        for (int j = from; j < row.length; j++) {
            row[j] -= factor * pivotRow[j];
        }
    }

    /** @param right (n) */
    double[] solve(double[] right) {
        double[] x = right.clone();
        for (int k = 0; k < x.length; k++) {
            x[k] /= upper[k][k];
            for (int j = k + 1; j < x.length; j++) {
                x[j] -= upper[k][j] * x[k];
            }
        }
        for (int k = x.length - 1; k >= 0; k--) {
            for (int j = k + 1; j < x.length; j++) {
                x[k] -= upper[k][j] * x[j];
            }
            x[k] /= upper[k][k];
        }
        return x;
    }
}
