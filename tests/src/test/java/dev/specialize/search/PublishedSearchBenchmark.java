package dev.specialize.search;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prints what search finds on the published tables and predictor, ten seeds each, beside what the reference's evolution
 * finds there in 6 to 12 seconds (the best of eight seeds) and the best that any search is known to have found.
 */
@Tag("benchmark")
final class PublishedSearchBenchmark {
    private static final int SEEDS = 10;
    private static final double[] MILLISECONDS = {15, 20, 25, 30};
    private static final double[] REFERENCE = {0.7857, 0.8068, 0.8200, 0.8285};
    private static final double[] BEST_KNOWN = {0.7872, 0.8078, 0.8218, 0.8301};

    @ParameterizedTest(name = "{0} ms each")
    @ValueSource(ints = {300, 2_000})
    void five_resolutions(int milliseconds) {
        print("five resolutions", PublishedCase.usual(), Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest(name = "{0} ms each")
    @ValueSource(ints = {300, 2_000})
    void all_17_resolutions(int milliseconds) {
        print("17 resolutions", PublishedCase.full(), Duration.ofMillis(milliseconds));
    }

    @Test
    void the_front_of_50_budgets_from_12_to_80_milliseconds_seeds_1_to_3() {
        PublishedCase usual = PublishedCase.usual();
        warmUp(usual);
        List<Constraint> budgets = IntStream.range(0, 50)
                .mapToObj(i -> usual.within(12 * Math.pow(80.0 / 12, i / 49.0)))
                .toList();
        System.out.printf("%nfront of 50 budgets, 2,000 evaluations each%n");
        System.out.println("seed  seconds  evaluations  points  15 ms   20 ms   25 ms   30 ms   answer in");
        for (int seed = 1; seed <= 3; seed++) {
            FrontSearch search = new FrontSearch(
                    usual.space(),
                    usual.predictor(),
                    SearchSettings.ofSeed(seed).withEvaluations(2_000));
            long start = System.nanoTime();
            ParetoFront front = search.under(budgets, Map.of());
            double seconds = (System.nanoTime() - start) / 1e9;
            start = System.nanoTime();
            double[] answers = Arrays.stream(MILLISECONDS)
                    .map(ms -> front.best(Map.of(Resource.LATENCY, ms * 1e6))
                            .map(FrontPoint::predictedAccuracy)
                            .orElse(Double.NaN))
                    .toArray();
            double answer = (System.nanoTime() - start) / 1e6 / answers.length;
            System.out.printf(
                    Locale.ROOT,
                    "%4d  %7.2f  %11d  %6d  %.4f  %.4f  %.4f  %.4f  %.3f ms%n",
                    seed,
                    seconds,
                    search.evaluations(),
                    front.points().size(),
                    answers[0],
                    answers[1],
                    answers[2],
                    answers[3],
                    answer);
        }
    }

    private static void warmUp(PublishedCase published) {
        published.search(40, SearchSettings.ofSeed(99).withTimeLimit(Duration.ofSeconds(2)));
    }

    private static void print(String title, PublishedCase published, Duration limit) {
        warmUp(published);
        System.out.printf("%n%s, %s s, %d seeds%n", title, limit.toMillis() / 1e3, SEEDS);
        System.out.println("budget  min     median  max     evaluations  random  reference  best known");
        for (int i = 0; i < MILLISECONDS.length; i++) {
            double milliseconds = MILLISECONDS[i];
            List<SearchResult> results = IntStream.rangeClosed(1, SEEDS)
                    .mapToObj(seed -> published.search(
                            milliseconds, SearchSettings.ofSeed(seed).withTimeLimit(limit)))
                    .toList();
            double[] found = results.stream()
                    .mapToDouble(r -> r.best().predictedAccuracy())
                    .sorted()
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%3.0f ms  %.4f  %.4f  %.4f  %11.0f  %.4f  %9.4f  %10.4f%n",
                    milliseconds,
                    found[0],
                    (found[SEEDS / 2 - 1] + found[SEEDS / 2]) / 2,
                    found[SEEDS - 1],
                    results.stream()
                            .mapToInt(SearchResult::evaluations)
                            .average()
                            .orElseThrow(),
                    results.stream()
                            .flatMap(r -> r.random().best().stream())
                            .mapToDouble(Candidate::predictedAccuracy)
                            .max()
                            .orElse(Double.NaN),
                    REFERENCE[i],
                    BEST_KNOWN[i]);
        }
    }
}
