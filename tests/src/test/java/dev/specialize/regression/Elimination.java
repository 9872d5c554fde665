package dev.specialize.regression;

/** Linear systems by Gauss-Jordan elimination with row exchanges: another route to what a Cholesky factor tells. */
final class Elimination {
    private final double[][] inverse;
    private double determinant = 1;

    /** @param matrix (n, n), not singular */
    Elimination(double[][] matrix) {
        int n = matrix.length;
        double[][] left = new double[n][];
        this.inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            left[i] = matrix[i].clone();
            inverse[i][i] = 1;
        }
        for (int k = 0; k < n; k++) {
            exchange(left, k);
            eliminate(left, k);
        }
    }

    private void exchange(double[][] left, int k) {
        int pivot = k;
        for (int i = k + 1; i < left.length; i++) {
            pivot = Math.abs(left[i][k]) > Math.abs(left[pivot][k]) ? i : pivot;
        }
        if (pivot != k) {
            determinant = -determinant;
            swap(left, k, pivot);
            swap(inverse, k, pivot);
        }
    }

    private static void swap(double[][] rows, int one, int other) {
        double[] kept = rows[one];
        rows[one] = rows[other];
        rows[other] = kept;
    }

    private void eliminate(double[][] left, int k) {
        double pivot = left[k][k];
        determinant *= pivot;
        for (int j = 0; j < left.length; j++) {
            left[k][j] /= pivot;
            inverse[k][j] /= pivot;
        }
        for (int i = 0; i < left.length; i++) {
            double factor = i == k ? 0 : left[i][k];
            for (int j = 0; j < left.length; j++) {
                left[i][j] -= factor * left[k][j];
                inverse[i][j] -= factor * inverse[k][j];
            }
        }
    }

    double determinant() {
        return determinant;
    }

    double[] solve(double[] right) {
        double[] x = new double[right.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = RandomArrays.product(inverse[i], right);
        }
        return x;
    }
}
