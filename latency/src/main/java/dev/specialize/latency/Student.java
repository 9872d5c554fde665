package dev.specialize.latency;

/** Student's distribution, by its expansion in 1 / degrees of freedom (Abramowitz and Stegun 26.7.5), to fourth order. */
final class Student {
    private static final double NORMAL_975 = 1.959964;
    private static final double NORMAL_95 = 1.644854;

    private Student() {}

    /** The value that 2.5 % are above, for at least 2 degrees of freedom within 2 %. */
    static double point975(int freedom) {
        return freedom == 1 ? 12.706 : point(NORMAL_975, freedom);
    }

    /** The value that 5 % are above. */
    static double point95(int freedom) {
        return freedom == 1 ? 6.314 : point(NORMAL_95, freedom);
    }

    private static double point(double z, double n) {
        double first = (Math.pow(z, 3) + z) / 4;
        double second = (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / 96;
        double third = (3 * Math.pow(z, 7) + 19 * Math.pow(z, 5) + 17 * Math.pow(z, 3) - 15 * z) / 384;
        double fourth =
                (79 * Math.pow(z, 9) + 776 * Math.pow(z, 7) + 1482 * Math.pow(z, 5) - 1920 * Math.pow(z, 3) - 945 * z)
                        / 92160;
        return z + first / n + second / (n * n) + third / (n * n * n) + fourth / (n * n * n * n);
    }
}
