package dev.specialize.modelled;

import java.util.Arrays;

/**
 * The x >= 0 with the least |A x - b|^2: the active set method of Lawson and Hanson ("Solving Least Squares Problems",
 * 1974, chapter 23) on the normal equations (Bro and de Jong, Journal of Chemometrics 11, 1997, pages 393-401).
 */
final class NonNegativeLeastSquares {
    /** Below this share of its scale a gradient is 0, and a pivot is that of a column that the others already tell. */
    private static final double NOTHING = 1e-10;

    /** For each unknown; far more than any solution takes, so that a cycle ends. */
    private static final int MOST_STEPS = 30;

    private final double[][] squares;
    private final double[] sums;
    private final double[] scales;

    private NonNegativeLeastSquares(NormalEquations equations) {
        int unknowns = equations.unknowns();
        squares = new double[unknowns][unknowns];
        sums = new double[unknowns];
        scales = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            scales[i] = equations.has(i) ? 1 / Math.sqrt(equations.square(i, i)) : 0;
        }
        for (int i = 0; i < unknowns; i++) {
            sums[i] = equations.sum(i) * scales[i];
            for (int j = 0; j < unknowns; j++) {
                squares[i][j] = equations.square(i, j) * scales[i] * scales[j];
            }
        }
    }

    /** Solves it. Columns are scaled to length 1 first; one of zeros, or that others already tell, gets 0. */
    static double[] solve(NormalEquations equations) {
        return new NonNegativeLeastSquares(equations).solve();
    }

    private double[] solve() {
        int unknowns = sums.length;
        double[] x = new double[unknowns];
        boolean[] free = new boolean[unknowns];
        for (int step = 0; step < MOST_STEPS * unknowns; step++) {
            int next = steepest(x, free);
            if (next < 0) {
                break;
            }
            free[next] = true;
            double[] wanted = unconstrained(free);
            if (wanted[next] <= 0) {
                free[next] = false; // only rounding made it look steep
                break;
            }
            x = walked(x, wanted, free);
        }
        for (int i = 0; i < unknowns; i++) {
            x[i] *= scales[i];
        }
        return x;
    }

    /** The unknown at 0 whose growth would lower the error most, or -1. */
    private int steepest(double[] x, boolean[] free) {
        int best = -1;
        double most = NOTHING * Arrays.stream(sums).map(Math::abs).max().orElse(0);
        for (int i = 0; i < x.length; i++) {
            double descent = sums[i] - dot(squares[i], x);
            if (!free[i] && descent > most) {
                most = descent;
                best = i;
            }
        }
        return best;
    }

    /** Towards what the free unknowns want, as far as none turns negative; those that would are held at 0. */
    private double[] walked(double[] from, double[] to, boolean[] free) {
        double[] x = from.clone();
        double[] wanted = to;
        while (true) {
            double part = 1;
            for (int i = 0; i < x.length; i++) {
                if (free[i] && wanted[i] <= 0) {
                    part = Math.min(part, x[i] / (x[i] - wanted[i]));
                }
            }
            boolean whole = true;
            for (int i = 0; i < x.length; i++) {
                double reached = x[i] + part * (wanted[i] - x[i]);
                boolean stopped = free[i] && wanted[i] <= 0 && reached <= NOTHING * Math.abs(x[i]);
                x[i] = free[i] && !stopped ? reached : 0;
                free[i] &= !stopped;
                whole &= !stopped;
            }
            if (whole) {
                return x;
            }
            wanted = unconstrained(free);
        }
    }

    /** Least squares in the free unknowns alone, by Cholesky's decomposition; the others are 0. */
    private double[] unconstrained(boolean[] free) {
        int unknowns = free.length;
        double[][] lower = new double[unknowns][unknowns];
        double[] y = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            for (int j = 0; free[i] && j < i; j++) {
                lower[i][j] = lower[j][j] == 0 ? 0 : (squares[i][j] - dot(lower[i], lower[j])) / lower[j][j];
            }
            double pivot = free[i] ? squares[i][i] - dot(lower[i], lower[i]) : 0;
            lower[i][i] = pivot > NOTHING ? Math.sqrt(pivot) : 0;
            y[i] = lower[i][i] == 0 ? 0 : (sums[i] - dot(lower[i], y)) / lower[i][i];
        }
        double[] x = new double[unknowns];
        for (int i = unknowns - 1; i >= 0; i--) {
            double rest = y[i];
            for (int j = i + 1; j < unknowns; j++) {
                rest -= lower[j][i] * x[j];
            }
            x[i] = lower[i][i] == 0 ? 0 : rest / lower[i][i];
        }
        return x;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
