package dev.specialize.modelled;

/** A^T A and A^T b of a least-squares problem |A x - b|^2 all of whose b are 1. */
final class NormalEquations {
    private final double[][] squares;
    private final double[] sums;

    /** Of no rows. */
    NormalEquations(int unknowns) {
        squares = new double[unknowns][unknowns];
        sums = new double[unknowns];
    }

    int unknowns() {
        return sums.length;
    }

    double square(int i, int j) {
        return squares[i][j];
    }

    double sum(int i) {
        return sums[i];
    }

    /** False where no row has anything of this unknown. */
    boolean has(int unknown) {
        return squares[unknown][unknown] > 0;
    }

    /** @param weight of the row's squared error */
    void add(double[] row, double weight) {
        for (int i = 0; i < row.length; i++) {
            sums[i] += weight * row[i];
            for (int j = 0; j < row.length; j++) {
                squares[i][j] += weight * row[i] * row[j];
            }
        }
    }

    /** These rows and others, all of whose values are multiplied by a factor; in the unknowns that these have. */
    NormalEquations and(NormalEquations others, double factor) {
        NormalEquations all = new NormalEquations(unknowns());
        for (int i = 0; i < unknowns(); i++) {
            all.sums[i] = has(i) ? sums[i] + factor * others.sums[i] : 0;
            for (int j = 0; j < unknowns(); j++) {
                boolean known = has(i) && has(j);
                all.squares[i][j] = known ? squares[i][j] + factor * factor * others.squares[i][j] : 0;
            }
        }
        return all;
    }

    /** |A x - b|^2 less |b|^2, which no x changes. */
    double error(double[] x) {
        double error = 0;
        for (int i = 0; i < x.length; i++) {
            error -= 2 * x[i] * sums[i];
            for (int j = 0; j < x.length; j++) {
                error += x[i] * x[j] * squares[i][j];
            }
        }
        return error;
    }
}
