package dev.specialize.regression;

/** Student's distribution. Its degrees of freedom are 1 or more, and need not be whole. */
public final class Student {
    /** With so many degrees of freedom it is the normal distribution. */
    private static final double NORMAL = 1e5;

    private static final int MOST_STEPS = 100;
    private static final double PRECISION = 1e-10;
    private static final int MOST_TERMS = 10_000;
    private static final double ROUNDING = 1e-14;

    private Student() {}

    /** P(X <= x), to 1e-8. */
    public static double below(double x, double freedom) {
        if (freedom >= NORMAL) {
            return Normal.below(x);
        }
        double above = above(x, freedom);
        return x >= 0 ? 1 - above : above;
    }

    /** P(X > |x|) by the incomplete beta function (Abramowitz and Stegun 26.5.27; the other end of it: 26.5.2). */
    private static double above(double x, double freedom) {
        double a = freedom / 2;
        double square = x * x / freedom;
        double share = 1 / (1 + square);
        double rest = 1 / (1 + 1 / square);
        double factor = gammaRatio(a) / Math.sqrt(Math.PI) * Math.exp(-a * Math.log1p(square)) * Math.sqrt(rest);
        return share < (a + 1) / (a + 2.5)
                ? factor / a / fraction(a, 0.5, share) / 2
                : (1 - factor / 0.5 / fraction(0.5, a, rest)) / 2;
    }

    /**
     * The continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8), by Lentz's method as Thompson
     * and Barnett changed it (Journal of Computational Physics 64, 1986).
     */
    private static double fraction(double a, double b, double x) {
        double numerators = 1;
        double denominators = 0;
        double fraction = 1;
        for (int k = 1; k <= MOST_TERMS; k++) {
            double term = term(k, a, b, x);
            denominators = 1 / (1 + term * denominators);
            numerators = 1 + term / numerators;
            fraction *= numerators * denominators;
            if (Math.abs(numerators * denominators - 1) < ROUNDING) {
                break;
            }
        }
        return fraction;
    }

    private static double term(int k, double a, double b, double x) {
        double m = Math.floor(k / 2.0);
        return k % 2 == 0
                ? m * (b - m) * x / ((a + k - 1) * (a + k))
                : -(a + m) * (a + b + m) * x / ((a + k - 1) * (a + k));
    }

    /** Gamma(a + 1/2) / Gamma(a), to 1e-8 (Graham, Knuth and Patashnik, Concrete Mathematics, exercise 9.60). */
    private static double gammaRatio(double a) {
        double ratio = 1;
        double n = a;
        for (; n < 16; n += 1) {
            ratio *= n / (n + 0.5);
        }
        double series = 1 + (-1 / 8.0 + (1 / 128.0 + (5 / 1024.0 - 21 / 32768.0 / n) / n) / n) / n;
        return ratio * Math.sqrt(n) * series;
    }

    /** The value that a share of all are below, by Newton's method. */
    public static double point(double probability, double freedom) {
        if (freedom >= NORMAL) {
            return Normal.point(probability);
        }
        if (probability < 0.5) {
            return -point(1 - probability, freedom);
        }
        double x = Math.max(0, expanded(Normal.point(probability), freedom));
        for (int i = 0; i < MOST_STEPS; i++) {
            double step = (probability - below(x, freedom)) / density(x, freedom);
            x += step; // the density falls from here on, so steps from below never lead beyond the value
            if (Math.abs(step) <= PRECISION * (1 + x)) {
                break;
            }
        }
        return x;
    }

    private static double density(double x, double n) {
        return gammaRatio(n / 2) / Math.sqrt(n * Math.PI) * Math.exp(-(n + 1) / 2 * Math.log1p(x * x / n));
    }

    /** Roughly the value, by its expansion in 1 / degrees of freedom (Abramowitz and Stegun 26.7.5), to fourth order. */
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
