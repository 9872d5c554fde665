package dev.specialize.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.genome.GenomeCodec;
import dev.specialize.space.BuiltInSpaces;
import dev.specialize.space.SearchSpace;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccuracyEstimateTest {
    private static final SearchSpace SPACE = BuiltInSpaces.named("mbv3-32").orElseThrow();

    @ParameterizedTest(name = "{0} degrees of freedom: {1} deviations")
    @CsvSource({"3, 3.1824", "10, 2.2281", "30, 2.0423", "1000000, 1.95996"})
    void the_interval_is_wider_where_few_pairs_say_how_wide_it_is(int freedom, double deviations) {
        AccuracyEstimate estimate = new AccuracyEstimate(0.5, 0.01, freedom);
        assertThat(estimate.halfWidth()).isCloseTo(0.01 * deviations, within(2e-4));
        assertThat(estimate.highest() - estimate.lowest()).isCloseTo(2 * estimate.halfWidth(), within(1e-12));
    }

    @Test
    void the_interval_stays_within_what_an_accuracy_can_be() {
        assertThat(new AccuracyEstimate(0.99, 0.1, 9).highest()).isEqualTo(1);
        assertThat(new AccuracyEstimate(0.01, 0.1, 9).lowest()).isZero();
    }

    @Test
    void an_estimate_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> new AccuracyEstimate(Double.NaN, 0.1, 9)).hasMessageContaining("mean must be finite");
        assertThatThrownBy(() -> new AccuracyEstimate(0.5, -0.1, 9)).hasMessageContaining("got -0.1");
        assertThatThrownBy(() -> new AccuracyEstimate(0.5, 0.1, 0)).hasMessageContaining("freedom must be at least 1");
    }

    @ParameterizedTest(name = "{0} pairs with noise {1}, fit to choose from: {2}")
    @CsvSource({"60, 0.001, BEST", "150, 0.001, BEST", "150, 0.005, BEST", "150, 0.001, ADDITIVE", "150, 0.02, ADDITIVE"
    })
    void intervals_hold_what_they_are_for_seeds_1_to_8(int pairs, double noise, FitChoice choice) {
        double coverage = LongStream.rangeClosed(1, 8)
                .mapToDouble(seed -> coverage(pairs, noise, choice, seed))
                .average()
                .orElseThrow();
        assertThat(coverage).isBetween(0.92, 0.99);
    }

    private static double coverage(int pairs, double noise, FitChoice choice, long seed) {
        List<EvaluatedArchitecture> all = SyntheticPairs.of(SPACE, pairs + 200, noise, seed);
        AccuracyEstimates estimates = PredictorFit.of(SPACE, all.subList(0, pairs), choice, seed)
                .estimates()
                .orElseThrow();
        return all.subList(pairs, all.size()).stream()
                .mapToDouble(p -> estimates.of(p.architecture()).holds(p.accuracy()) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    @Test
    void far_from_all_pairs_an_estimate_is_less_certain() {
        GenomeCodec codec = new GenomeCodec(SPACE);
        List<EvaluatedArchitecture> small = SyntheticPairs.of(SPACE, 300, 0.001, 3).stream()
                .filter(p -> SPACE.lower(p.architecture()).cost().macs() < 12_000_000)
                .toList();
        AccuracyEstimates estimates =
                PredictorFit.of(SPACE, small, FitChoice.KERNEL, 3).estimates().orElseThrow();
        double known = small.stream()
                .flatMapToDouble(p -> DoubleStream.of(
                        estimates.of(codec.encode(p.architecture())).deviation()))
                .max()
                .orElseThrow();
        assertThat(estimates.of(SPACE.largest()).deviation()).isGreaterThan(known);
    }
}
