package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.Timing;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcessSpreadTest {
    private static final int REPEATS = 4000;
    private static final int PROCESSES = 6;
    private static final double MEAN = 2e6;

    @Test
    void processes_outweigh_a_wrong_belief_in_time() {
        ProcessSpread spread = ProcessSpread.believed(0.1);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            spread = spread.and(processes(random, 0.01));
        }

        assertThat(spread.degrees()).isEqualTo(4 + 200 * (PROCESSES - 1));
        assertThat(spread.deviation()).isCloseTo(0.01, within(0.003));
    }

    @Test
    void variances_are_pooled_by_their_degrees_of_freedom() {
        ProcessTimes two = new ProcessTimes(Timing.published(1, 100), List.of(99.0, 101.0));
        ProcessSpread spread = new ProcessSpread(0.02, 4).and(two);

        // the deviation of 0.99 and 1.01 is sqrt(2e-4)
        assertThat(spread.degrees()).isEqualTo(5);
        assertThat(spread.deviation()).isCloseTo(Math.sqrt((4 * 4e-4 + 2e-4) / 5), within(1e-12));
    }

    /** With a belief that is right on average, as often as promised another process is within the bound. */
    @ParameterizedTest(name = "{0}, {1} models")
    @CsvSource({"0.9, 1", "0.95, 1", "0.95, 3", "0.99, 3"})
    void as_many_processes_to_come_are_within_the_bound_as_promised(double probability, int models) {
        SplittableRandom random = new SplittableRandom(2);
        int inside = 0;
        for (int i = 0; i < REPEATS; i++) {
            double deviation = 0.01 + 0.02 * random.nextDouble();
            ProcessSpread spread = new ProcessSpread(0.02, 4);
            ProcessTimes last = processes(random, deviation);
            for (int j = 0; j < models; j++) {
                last = processes(random, deviation);
                spread = spread.and(last);
            }
            inside += process(random, deviation) <= last.boundNanos(probability, spread) ? 1 : 0;
        }

        assertThat((double) inside / REPEATS).isCloseTo(probability, within(0.02));
    }

    @Test
    void what_a_search_leaves_room_for_is_more_than_the_deviation_and_less_the_more_is_known() {
        ProcessSpread little = new ProcessSpread(0.02, 4);
        ProcessSpread much = new ProcessSpread(0.02, 1000);

        assertThat(little.asIfKnown(PROCESSES)).isGreaterThan(much.asIfKnown(PROCESSES));
        assertThat(much.asIfKnown(1_000_000)).isCloseTo(0.02, within(1e-4));
    }

    @Test
    void what_a_profile_allows_for_knowing_few_processes_is_allowed_for_once() {
        assertThat(ProcessSpread.believed(0.05).asIfKnown(5)).isCloseTo(0.05, within(1e-12));
        assertThat(ProcessSpread.believed(0.05).deviation()).isBetween(0.03, 0.04);
        assertThat(ProcessSpread.believed(0.01).deviation())
                .as("nobody should believe less")
                .isEqualTo(0.01);
        assertThat(ProcessSpread.believed(0).deviation()).as("a model's").isZero();
    }

    @Test
    void what_is_no_spread_is_refused() {
        assertThatThrownBy(() -> new ProcessSpread(-0.1, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProcessSpread(Double.NaN, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProcessSpread(0.1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ProcessTimes processes(SplittableRandom random, double deviation) {
        List<Double> nanos = IntStream.range(0, PROCESSES)
                .mapToObj(i -> process(random, deviation))
                .toList();
        return new ProcessTimes(Timing.published(1, MEAN), nanos);
    }

    private static double process(SplittableRandom random, double deviation) {
        return MEAN * (1 + deviation * random.nextGaussian());
    }
}
