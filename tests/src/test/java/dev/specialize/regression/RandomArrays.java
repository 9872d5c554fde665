package dev.specialize.regression;

import java.util.random.RandomGenerator;

/** Numbers that nothing is special of. */
final class RandomArrays {
    private RandomArrays() {}

    /** (rows, columns), each normal around 0. */
    static double[][] rows(int rows, int columns, RandomGenerator random) {
        double[][] array = new double[rows][];
        for (int i = 0; i < rows; i++) {
            array[i] = row(columns, random);
        }
        return array;
    }

    static double[] row(int length, RandomGenerator random) {
        return random.doubles(length, 0, 1).map(u -> random.nextGaussian()).toArray();
    }

    static double product(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
