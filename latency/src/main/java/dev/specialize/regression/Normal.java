package dev.specialize.regression;

/** The standard normal distribution. */
public final class Normal {
    private static final int HALVINGS = 60;
    private static final double FARTHEST = 8;

    private Normal() {}

    /** P(X <= x), to 1e-7 (Abramowitz and Stegun 26.2.17). */
    public static double below(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double above = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * series;
        return x >= 0 ? 1 - above : above;
    }

    /** The x with P(X <= x) = probability, by bisection. */
    public static double point(double probability) {
        double low = -FARTHEST;
        double high = FARTHEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
