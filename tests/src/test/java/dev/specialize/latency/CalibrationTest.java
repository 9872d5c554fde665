package dev.specialize.latency;

import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.ResolutionScale;
import dev.specialize.devices.Timing;
import dev.specialize.space.Layer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CalibrationTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void the_factors_of_a_synthetic_device_are_recovered(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        SortedMap<Integer, List<Calibration.Pair>> pairs = new TreeMap<>();
        pairs.put(8, pairs(0.8, random));
        pairs.put(16, pairs(1.3, random));

        List<ResolutionScale> scales = Calibration.fit(List.of(8, 12, 16), pairs);

        assertThat(scales).extracting(ResolutionScale::resolution).containsExactly(8, 12, 16);
        assertThat(scales).extracting(ResolutionScale::nets).containsExactly(200, 0, 200);
        assertThat(scales.get(0).scale()).isCloseTo(0.8, within(0.005));
        assertThat(scales.get(2).scale()).isCloseTo(1.3, within(0.005));
        double share = (144.0 - 64) / (256 - 64);
        assertThat(scales.get(1).scale()).isCloseTo(0.8 + share * 0.5, within(0.01));
    }

    private static List<Calibration.Pair> pairs(double scale, RandomGenerator random) {
        return IntStream.range(0, 200)
                .mapToObj(i -> {
                    double table = 1000 + 9000 * random.nextDouble();
                    return new Calibration.Pair(table, scale * table * (1 + 0.01 * random.nextGaussian()));
                })
                .toList();
    }

    @Test
    void the_factor_has_the_least_squared_relative_error_of_all_nearby() {
        List<Calibration.Pair> pairs =
                List.of(new Calibration.Pair(100, 90), new Calibration.Pair(200, 220), new Calibration.Pair(300, 300));
        double scale = Calibration.fit(List.of(8), new TreeMap<>(Map.of(8, pairs)))
                .get(0)
                .scale();

        assertThat(squaredRelativeError(pairs, scale))
                .isLessThan(squaredRelativeError(pairs, scale + 1e-3))
                .isLessThan(squaredRelativeError(pairs, scale - 1e-3));
    }

    private static double squaredRelativeError(List<Calibration.Pair> pairs, double scale) {
        return pairs.stream()
                .mapToDouble(pair -> Math.pow(scale * pair.tableNanos() / pair.nanos() - 1, 2))
                .sum();
    }

    @Test
    void blocks_whose_time_is_linear_in_their_pixels_are_interpolated_exactly() {
        SpaceBlocks blocks = new SpaceBlocks(TINY);
        List<Integer> ends = List.of(8, 16);
        SortedMap<String, Timing> timings = new TreeMap<>();
        ends.forEach(r -> blocks.at(r).forEach(layer -> timings.put(layer.key(), constant(linear(layer)))));

        BlockTable table = BlockTable.complete(blocks, ends, timings);

        assertThat(blocks.at(12))
                .allSatisfy(layer -> assertThat(table.nanos(12, layer)).isCloseTo(linear(layer), within(1e-9)));
    }

    private static double linear(Layer layer) {
        return 50 + 3.0 * layer.input().pixels();
    }

    private static Timing constant(double nanos) {
        return Timing.published(1, nanos);
    }

    /** Student's 95 % points for 4 and 19 degrees of freedom are 2.132 and 1.729 in the usual tables. */
    @Test
    void the_bound_of_the_next_network_is_that_of_the_textbook() {
        assertThat(Margin.predictionBound(nets(-0.02, -0.01, 0, 0.01, 0.02)))
                .isCloseTo(2.132 * 0.0158114 * Math.sqrt(1.2), within(0.0005));
        double[] twenty = IntStream.range(0, 20)
                .mapToDouble(i -> i % 2 == 0 ? 0.03 : 0.01)
                .toArray();
        assertThat(Margin.predictionBound(nets(twenty)))
                .isCloseTo(0.02 + 1.729 * 0.01 * Math.sqrt(20.0 / 19) * Math.sqrt(1.05), within(0.0001));
    }

    @Test
    void predictions_that_were_too_high_take_nothing_off_the_bound() {
        assertThat(Margin.predictionBound(nets(-0.1, -0.1, -0.1))).isCloseTo(0, within(1e-9));
    }

    @Test
    void the_margin_adds_the_drift_of_the_device_as_something_independent() {
        List<MeasuredNet> nets = nets(-0.02, -0.01, 0, 0.01, 0.02);
        List<Double> drifting = IntStream.rangeClosed(0, 20)
                .mapToObj(i -> 1000 + 10.0 * (i - 10))
                .toList();

        assertThat(Margin.of(nets, List.of(1000.0, 1000.0))).isCloseTo(Margin.predictionBound(nets), within(1e-9));
        assertThat(Margin.of(nets, drifting))
                .isCloseTo(Math.sqrt(Math.pow(Margin.predictionBound(nets), 2) + 0.09 * 0.09), within(1e-9));
    }

    private static List<MeasuredNet> nets(double... excesses) {
        return DoubleStream.of(excesses)
                .mapToObj(excess -> new MeasuredNet("r8", 8, 1000, 1000, constant(1000 * (1 + excess))))
                .toList();
    }
}
