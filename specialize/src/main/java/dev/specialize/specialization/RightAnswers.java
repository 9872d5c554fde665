package dev.specialize.specialization;

import java.util.ArrayList;
import java.util.List;

/**
 * What several subnets are right about, all on the same images, and what the choice of the images does to their
 * accuracies: a two-way analysis of variance with one observation in each cell (Scheffe, The Analysis of Variance, 1959,
 * section 4.2). An image is easy or hard for all subnets, and for each a little more or less.
 *
 * @param right for each subnet whether it is right about each image; shared, not to be written to
 */
record RightAnswers(List<boolean[]> right) {
    RightAnswers {
        right = List.copyOf(right);
        if (right.isEmpty() || right.get(0).length < 2) {
            throw new IllegalArgumentException("right answers of " + right.size() + " subnets to fewer than 2 images");
        }
    }

    /** With more subnets on the same images. */
    RightAnswers and(List<boolean[]> others) {
        List<boolean[]> all = new ArrayList<>(right);
        all.addAll(others);
        return new RightAnswers(all);
    }

    int subnets() {
        return right.size();
    }

    int images() {
        return right.get(0).length;
    }

    double accuracy(int subnet) {
        int count = 0;
        for (boolean one : right.get(subnet)) {
            count += one ? 1 : 0;
        }
        return (double) count / images();
    }

    /**
     * Standard deviation of an accuracy, over choices of the images, beside what all subnets have in common. Of one subnet
     * alone, all of it.
     */
    double ownDeviation() {
        double variance = subnets() == 1 ? binomialVariance() : residualVariance();
        return Math.sqrt(variance / images());
    }

    /** Standard deviation, over choices of the images, of what their accuracies have in common. */
    double commonDeviation() {
        double variance =
                subnets() == 1 ? binomialVariance() : Math.max(0, imageVariance() - residualVariance() / subnets());
        return Math.sqrt(variance / images());
    }

    private double binomialVariance() {
        double mean = mean();
        return mean * (1 - mean);
    }

    private double mean() {
        double sum = 0;
        for (int i = 0; i < subnets(); i++) {
            sum += accuracy(i);
        }
        return sum / subnets();
    }

    /** Of what is left of each cell without the means of its subnet and its image. */
    private double residualVariance() {
        double mean = mean();
        double squares = 0;
        for (int i = 0; i < subnets(); i++) {
            double own = accuracy(i) - mean;
            for (int j = 0; j < images(); j++) {
                double residual = (right.get(i)[j] ? 1 : 0) - easiness(j) - own;
                squares += residual * residual;
            }
        }
        return squares / ((subnets() - 1.0) * (images() - 1.0));
    }

    /** Of the images' means. */
    private double imageVariance() {
        double mean = mean();
        double squares = 0;
        for (int j = 0; j < images(); j++) {
            squares += (easiness(j) - mean) * (easiness(j) - mean);
        }
        return squares / (images() - 1.0);
    }

    /** The share of subnets that are right about an image. */
    private double easiness(int image) {
        int count = 0;
        for (boolean[] one : right) {
            count += one[image] ? 1 : 0;
        }
        return (double) count / subnets();
    }
}
