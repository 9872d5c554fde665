package dev.specialize.regression;

/** Student's distribution, by its expansion in 1 / degrees of freedom (Abramowitz and Stegun 26.7.5), to fourth order. */
public final class Student {
    private Student() {}

    /**
     * The value that a share of all are below.
     *
     * @param probability above a half; with 2 degrees of freedom and 0.975 the value is 2 % too small, with more it is
     *     closer
     */
    public static double point(double probability, int freedom) {
        return freedom == 1 ? Math.tan(Math.PI * (probability - 0.5)) : expanded(Normal.point(probability), freedom);
    }

    private static double expanded(double z, double n) {
        double first = (Math.pow(z, 3) + z) / 4;
        double second = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / 96;
        double third = (3 * Math.pow(z, 7) + 19 * Math.pow(z, 5) + 17 * Math.pow(z, 3) - 15 * z) / 384;
        double fourth =
                (79 * Math.pow(z, 9) + 776 * Math.pow(z, 7) + 1482 * Math.pow(z, 5) - 1920 * Math.pow(z, 3) - 945 * z)
                        / 92160;
        return z + first / n + second / (n * n) + third / (n * n * n) + fourth / (n * n * n * n);
    }
}
