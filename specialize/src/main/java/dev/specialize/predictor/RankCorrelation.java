package dev.specialize.predictor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How alike two lists order the same things, from -1 to 1; 0 where a list orders nothing since all its values are equal. */
final class RankCorrelation {
    private RankCorrelation() {}

    /** Kendall's tau-b, which corrects for ties (Kendall, Biometrika 33, 1945). */
    static double kendall(double[] x, double[] y) {
        long agreement = 0;
        long untiedX = 0;
        long untiedY = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                int signX = Double.compare(x[i], x[j]);
                int signY = Double.compare(y[i], y[j]);
                agreement += (long) signX * signY;
                untiedX += Math.abs(signX);
                untiedY += Math.abs(signY);
            }
        }
        return ratio((double) agreement, (double) untiedX * untiedY);
    }

    /** Spearman's rho: Pearson's correlation of the ranks, ties having the mean of theirs. */
    static double spearman(double[] x, double[] y) {
        double[] ranksX = ranks(x);
        double[] ranksY = ranks(y);
        double mean = (x.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = ranksX[i] - mean;
            double dy = ranksY[i] - mean;
            xy += dx * dy;
            xx += dx * dx;
            yy += dy * dy;
        }
        return ratio(xy, xx * yy);
    }

    private static double ratio(double joint, double product) {
        return product == 0 ? 0 : joint / Math.sqrt(product);
    }

    /** From 1. */
    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0;
            Arrays.stream(order, from, to).forEach(i -> ranks[i] = rank);
        }
        return ranks;
    }
}
