package dev.specialize.search;

/**
 * How good an answer can be at most, where the predictor adds up over blocks and so can be searched exactly.
 *
 * @param upperBound no architecture that keeps the budgets with the search's margin has a higher predicted accuracy
 * @param gap by which the answer may fall short of it; 0 if the answer is proven to be the best
 */
public record Optimality(double upperBound, double gap) {
    /** The same bound for another answer than the one that the search came to; that may be one that was not allowed. */
    public Optimality withAnswer(double predictedAccuracy) {
        double bound = Math.max(upperBound, predictedAccuracy);
        return new Optimality(bound, bound - predictedAccuracy);
    }

    public boolean proven() {
        return gap == 0;
    }
}
