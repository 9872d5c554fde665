package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.specialize.files.SharedData;
import dev.specialize.genome.AdditiveScore;
import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictors on 1,500 subnets of {@code mbv3} whose ImageNet accuracy was really measured; skipped where they are absent. */
final class MeasuredAccuracyTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3").orElseThrow();
    private static final GenomeCodec CODEC = new GenomeCodec(SPACE);

    private static List<EvaluatedArchitecture> pairs = List.of();

    @BeforeAll
    static void read() {
        pairs = EvaluatedPairsCsv.read(SharedData.file("ofa/mbv3_w1.0_measured_accuracy.csv"), SPACE)
                .pairs();
    }

    @Test
    void all_pairs_of_the_csv_are_read() {
        assertThat(pairs).hasSize(1500);
        assertThat(pairs.get(0).accuracy()).isEqualTo(0.77142);
        assertThat(pairs.get(0).architecture().stages().get(0).toString()).isEqualTo("[k7e6, k5e6, k7e4, k5e4]");
    }

    @ParameterizedTest(name = "seed {0}: 1,000 subnets to fit, the other 500 to judge")
    @ValueSource(longs = {1, 2, 3})
    void a_fit_to_1000_subnets_ranks_the_others_as_well_as_was_asked_for(long seed) {
        List<EvaluatedArchitecture> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(shuffled, new Random(seed));
        PredictorModel model = PredictorFit.of(SPACE, shuffled.subList(0, 1000), seed);
        double[] predicted = shuffled.subList(1000, 1500).stream()
                .mapToDouble(p -> model.predictor().accuracy(p.architecture()))
                .toArray();
        double[] real = shuffled.subList(1000, 1500).stream()
                .mapToDouble(EvaluatedArchitecture::accuracy)
                .toArray();
        assertThat(RankCorrelation.spearman(predicted, real)).isGreaterThan(0.995);
        assertThat(Math.sqrt(PredictorQuality.meanSquaredError(predicted, real)))
                .isLessThan(0.0010)
                .isCloseTo(model.quality().orElseThrow().rmse(), withinPercentage(25));
        assertThat(model.resolutions()).containsExactly(224);
    }

    /** Rows that come more than once may be on both sides, as whoever splits the rows of a file will have it. */
    @ParameterizedTest(name = "{0} rows to fit: RMSE at most {1} points, Spearman at least {2}, mean of seeds 0 to {3}")
    @CsvSource({"100, 0.16, 0.99, 9", "1000, 0.065, 0.9975, 2"})
    void random_rows_predict_the_rest_within_what_is_said_and_intervals_are_honest(
            int fitted, double mostPoints, double leastSpearman, long lastSeed) {
        List<Judged> judged = LongStream.rangeClosed(0, lastSeed)
                .mapToObj(seed -> {
                    List<EvaluatedArchitecture> shuffled = new ArrayList<>(pairs);
                    Collections.shuffle(shuffled, new Random(seed));
                    return Judged.of(shuffled, fitted, seed);
                })
                .toList();
        assertThat(100 * judged.stream().mapToDouble(Judged::rmse).average().orElseThrow())
                .isLessThan(mostPoints);
        assertThat(judged.stream().mapToDouble(Judged::spearman).average().orElseThrow())
                .isGreaterThan(leastSpearman);
        assertThat(judged.stream().mapToDouble(Judged::coverage).average().orElseThrow())
                .isBetween(0.93, 0.98);
        assertThat(judged).allSatisfy(j -> assertThat(j.coverage()).isBetween(0.9, 0.999));
    }

    @Test
    void the_first_1000_rows_predict_the_last_500() {
        Judged judged = Judged.of(pairs, 1000, 1);
        assertThat(100 * judged.rmse()).isLessThan(0.065);
        assertThat(judged.spearman()).isGreaterThan(0.9975);
        assertThat(judged.coverage()).isBetween(0.9, 0.99);
    }

    /** Architectures that come once, so that none is on both sides. */
    @Test
    void distinct_subnets_predict_others_as_well_seed_4() {
        List<EvaluatedArchitecture> distinct = new ArrayList<>(pairs.stream()
                .collect(Collectors.toMap(EvaluatedArchitecture::architecture, p -> p, (a, b) -> a, LinkedHashMap::new))
                .values());
        assertThat(distinct).hasSize(1470);
        Collections.shuffle(distinct, new Random(4));
        Judged judged = Judged.of(distinct, 1000, 4);
        assertThat(100 * judged.rmse()).isLessThan(0.065);
        assertThat(judged.spearman()).isGreaterThan(0.997);
        assertThat(judged.coverage()).isBetween(0.9, 0.99);
    }

    /** What a fit to the first rows says of all others. */
    private record Judged(double rmse, double spearman, double coverage) {
        static Judged of(List<EvaluatedArchitecture> rows, int fitted, long seed) {
            PredictorModel model = PredictorFit.of(SPACE, rows.subList(0, fitted), seed);
            AccuracyEstimates estimates = model.estimates().orElseThrow();
            List<EvaluatedArchitecture> others = rows.subList(fitted, rows.size());
            double[] predicted = others.stream()
                    .mapToDouble(p -> model.predictor().accuracy(p.architecture()))
                    .toArray();
            double[] real =
                    others.stream().mapToDouble(EvaluatedArchitecture::accuracy).toArray();
            long inside = others.stream()
                    .filter(p -> estimates.of(p.architecture()).holds(p.accuracy()))
                    .count();
            return new Judged(
                    Math.sqrt(PredictorQuality.meanSquaredError(predicted, real)),
                    RankCorrelation.spearman(predicted, real),
                    (double) inside / others.size());
        }
    }

    @Test
    void an_additive_fit_can_be_asked_for_seed_1() {
        List<EvaluatedArchitecture> few = pairs.subList(0, 300);
        PredictorModel model = PredictorFit.of(SPACE, few, FitChoice.ADDITIVE, 1);
        assertThat(model.predictor().score(CODEC)).isInstanceOf(AdditiveScore.class);
        assertThat(model.quality().orElseThrow().spearman()).isGreaterThan(0.95);
        assertThat(PredictorFit.of(SPACE, few, FitChoice.BEST, 1).predictor().score(CODEC))
                .isNotInstanceOf(AdditiveScore.class);
    }

    @Test
    void the_additive_ridge_ranks_the_rest_after_1000_subnets_seed_1() {
        PredictorQuality quality = quality(new Ridge(Kernel.linear(), 1));
        assertThat(quality.rmse()).isBetween(0.0014, 0.0020);
        assertThat(quality.spearman()).isGreaterThan(0.985);
    }

    @Test
    void the_kernel_ridge_is_more_than_twice_as_close_seed_1() {
        PredictorQuality quality = quality(new Ridge(Kernel.rbf(0.01), 0.03));
        assertThat(quality.rmse()).isLessThan(0.0009);
        assertThat(quality.spearman()).isGreaterThan(0.997);
    }

    @Test
    void cross_validation_finds_a_kernel_as_good_as_the_known_one_seed_1() {
        Ridge best = new CrossValidation(CODEC, shuffled().range(0, 300)).best(FitChoice.BEST);
        assertThat(best.kernel().kind()).isEqualTo(Kernel.Kind.RBF);
        assertThat(quality(best).rmse())
                .isLessThan(1.1 * quality(new Ridge(Kernel.rbf(0.01), 0.03)).rmse());
    }

    private static PredictorQuality quality(Ridge ridge) {
        Samples samples = shuffled();
        Samples fit = samples.range(0, 1000);
        return PredictorQuality.of(RidgeFit.of(CODEC, ridge, ridge, fit), samples.range(1000, samples.size()));
    }

    private static Samples shuffled() {
        return Samples.of(CODEC, pairs).shuffled(1);
    }
}
