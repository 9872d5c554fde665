package dev.specialize.search;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long a search looks.
 *
 * @param seed of everything random: equal seeds find equal subnets, unless the time limit ends a search
 * @param evaluations distinct architectures to predict, after which the search ends; random search gets as many
 * @param timeLimit after which the search ends too
 * @param finalists the most architectures to return, at least 1
 */
public record SearchSettings(long seed, int evaluations, Duration timeLimit, int finalists) {
    /** What finds the optimum of spaces that can be enumerated and takes well under a second. */
    private static final int USUAL_EVALUATIONS = 20_000;

    /** All that were scored are remembered, in some 250 bytes each. */
    private static final int MOST_EVALUATIONS = 2_000_000;

    private static final Duration NO_LIMIT = Duration.ofDays(1);

    public SearchSettings {
        require(evaluations >= 1, "evaluations", evaluations);
        require(!timeLimit.isNegative() && !timeLimit.isZero(), "timeLimit", timeLimit);
        require(finalists >= 1, "finalists", finalists);
    }

    public static SearchSettings ofSeed(long seed) {
        return new SearchSettings(seed, USUAL_EVALUATIONS, NO_LIMIT, 10);
    }

    public SearchSettings withSeed(long newSeed) {
        return new SearchSettings(newSeed, evaluations, timeLimit, finalists);
    }

    public SearchSettings withEvaluations(int newEvaluations) {
        return new SearchSettings(seed, newEvaluations, timeLimit, finalists);
    }

    /** As many evaluations as the time, and the memory that each of them takes, allow. */
    public SearchSettings withTimeLimit(Duration newTimeLimit) {
        return new SearchSettings(seed, MOST_EVALUATIONS, newTimeLimit, finalists);
    }

    /** Whether time ends the search, not a number of evaluations. */
    public boolean isTimed() {
        return timeLimit.compareTo(NO_LIMIT) < 0;
    }

    public SearchSettings withFinalists(int newFinalists) {
        return new SearchSettings(seed, evaluations, timeLimit, newFinalists);
    }

    /** Whether a search that begins now has to end: evaluations made for others before do not count. */
    BooleanSupplier exhausted(Scores scores, LongSupplier nanoTime) {
        int before = scores.evaluations();
        long start = nanoTime.getAsLong();
        long limit = timeLimit.toNanos();
        return () -> scores.evaluations() - before >= evaluations || nanoTime.getAsLong() - start >= limit;
    }

    private static void require(boolean holds, String field, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is out of range: " + value);
        }
    }
}
