package dev.specialize.regression;

/** The factor U of a symmetric positive definite matrix A = U^T U, and what is solved by it. */
public final class Cholesky {
    /** (n, n), upper triangle. */
    private final double[][] upper;

    /**
     * @param matrix (n, n), of which the upper triangle is read and overwritten
     * @throws ArithmeticException if the matrix is not positive definite
     */
    public Cholesky(double[][] matrix) {
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

    /**
     * The x with A x = b.
     *
     * @param right b (n)
     */
    public double[] solve(double[] right) {
        double[] x = half(right);
        for (int k = x.length - 1; k >= 0; k--) {
            for (int j = k + 1; j < x.length; j++) {
                x[k] -= upper[k][j] * x[j];
            }
            x[k] /= upper[k][k];
        }
        return x;
    }

    /** b^T A^-1 b, which is |U^-T b|^2. */
    public double quadratic(double[] right) {
        double sum = 0;
        for (double value : half(right)) {
            sum += value * value;
        }
        return sum;
    }

    /** The diagonal of A^-1, which is the sums of the squares of the rows of U^-1. */
    public double[] inverseDiagonal() {
        int n = upper.length;
        double[][] inverse = new double[n][n];
        double[] diagonal = new double[n];
        for (int k = n - 1; k >= 0; k--) {
            double[] row = inverse[k];
            row[k] = 1;
            for (int j = k + 1; j < n; j++) {
                subtract(inverse[j], upper[k][j], row, j);
            }
            for (int j = k; j < n; j++) {
                row[j] /= upper[k][k];
                diagonal[k] += row[j] * row[j];
            }
        }
        return diagonal;
    }

    /** The x with U^T x = b. */
    private double[] half(double[] right) {
        double[] x = right.clone();
        for (int k = 0; k < x.length; k++) {
            x[k] /= upper[k][k];
            for (int j = k + 1; j < x.length; j++) {
                x[j] -= upper[k][j] * x[k];
            }
        }
        return x;
    }

    public double logDeterminant() {
        double sum = 0;
        for (int k = 0; k < upper.length; k++) {
            sum += 2 * Math.log(upper[k][k]);
        }
        return sum;
    }
}
