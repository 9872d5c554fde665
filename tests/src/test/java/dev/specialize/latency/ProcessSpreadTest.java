package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.LatencyPrior;
import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.Timing;
import dev.specialize.regression.EstimatedVariance;
import java.util.Collections;
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
        ProcessSpread spread = ProcessSpread.believed(LatencyPrior.CERTAIN.withSession(0.1, 5));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            spread = spread.and(List.of(processes(random, 0.01)));
        }

        assertThat(spread.degrees()).isEqualTo(4 + 200 * (PROCESSES - 1));
        assertThat(spread.deviation()).isCloseTo(0.01, within(0.003));
    }

    @Test
    void variances_are_pooled_by_their_degrees_of_freedom() {
        ProcessTimes two = new ProcessTimes(Timing.published(1, 100), List.of(99.0, 101.0));
        ProcessSpread spread = new ProcessSpread(0.02, 4).and(List.of(two));

        // the deviation of 0.99 and 1.01 is sqrt(2e-4)
        assertThat(spread.degrees()).isEqualTo(5);
        assertThat(spread.deviation()).isCloseTo(Math.sqrt((4 * 4e-4 + 2e-4) / 5), within(1e-12));
    }

    @Test
    void models_timed_in_the_same_processes_tell_of_these_once() {
        ProcessTimes one = new ProcessTimes(Timing.published(1, 100), List.of(99.0, 101.0));
        ProcessTimes same = new ProcessTimes(Timing.published(1, 300), List.of(297.0, 303.0));
        ProcessTimes calm = new ProcessTimes(Timing.published(1, 100), List.of(100.0, 100.0));
        ProcessSpread spread = new ProcessSpread(0.02, 4);

        assertThat(spread.and(List.of(one, same)).degrees()).isEqualTo(5);
        assertThat(spread.and(List.of(one, same)).deviation())
                .isCloseTo(spread.and(List.of(one)).deviation(), within(1e-12));
        assertThat(spread.and(List.of(one, calm)).deviation())
                .isCloseTo(Math.sqrt((4 * 4e-4 + 1e-4) / 5), within(1e-12));
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
                spread = spread.and(List.of(last));
            }
            inside += process(random, deviation) <= last.boundNanos(probability, spread) ? 1 : 0;
        }

        assertThat((double) inside / REPEATS).isCloseTo(probability, within(0.02));
    }

    @Test
    void another_process_may_take_the_longer_the_less_is_known() {
        EstimatedVariance little = new ProcessSpread(0.02, 4).between(PROCESSES, 1);
        EstimatedVariance much = new ProcessSpread(0.02, 1000).between(PROCESSES, 1);

        assertThat(little.value()).isEqualTo(much.value()).isCloseTo(4e-4 * 7 / 6, within(1e-12));
        assertThat(little.bound(0.95)).isCloseTo(2.1318 * 0.02 * Math.sqrt(7 / 6.0), within(1e-5));
        assertThat(much.bound(0.95)).isCloseTo(1.6464 * 0.02 * Math.sqrt(7 / 6.0), within(1e-5));
        assertThat(new ProcessSpread(0.02, 4).between(8, 3).value()).isCloseTo(4e-4 * 11 / 24, within(1e-12));
    }

    @Test
    void a_profile_is_believed_as_well_as_it_knows_processes() {
        assertThat(ProcessSpread.believed(LatencyPrior.CERTAIN.withSession(0.05, 3)))
                .isEqualTo(new ProcessSpread(0.05, 2));
        assertThat(ProcessSpread.believed(LatencyPrior.CERTAIN.withSession(0.002, 8)))
                .as("nobody should promise less")
                .isEqualTo(new ProcessSpread(0.01, 7));
        assertThat(ProcessSpread.believed(UsualPriors.ISOLATED_BLOCKS))
                .as("no process was counted")
                .isEqualTo(new ProcessSpread(0.01, 4));
        assertThat(ProcessSpread.between(LatencyPrior.CERTAIN, 1))
                .as("a model's")
                .isEqualTo(EstimatedVariance.known(0));
    }

    @Test
    void other_quantiles_than_the_median_are_hardly_believed() {
        LatencyPrior prior = LatencyPrior.CERTAIN.withSession(0.05, 8);

        assertThat(ProcessSpread.believed(prior, LatencyQuantile.P50)).isEqualTo(new ProcessSpread(0.05, 7));
        assertThat(ProcessSpread.believed(prior, LatencyQuantile.P95)).isEqualTo(new ProcessSpread(0.05, 1));
    }

    @Test
    void however_calm_the_device_was_nobody_promises_less_than_a_percent() {
        ProcessTimes calm = new ProcessTimes(Timing.published(1, 100), Collections.nCopies(PROCESSES, 100.0));
        ProcessSpread spread = new ProcessSpread(0.01, 7);
        for (int i = 0; i < 20; i++) {
            spread = spread.and(List.of(calm));
        }

        assertThat(spread.between(PROCESSES, 1).value()).isCloseTo(1e-4 * 7 / 6, within(1e-12));
    }

    @Test
    void what_a_model_took_before_counts_too() {
        ProcessTimes first = new ProcessTimes(Timing.published(1, 104), List.of(103.0, 105.0));
        ProcessTimes second = new ProcessTimes(Timing.published(1, 100), List.of(99.0, 101.0));
        ProcessTimes both = second.after(first);
        ProcessSpread spread = new ProcessSpread(0.02, 4);

        assertThat(both.nanosByProcess()).containsExactly(103.0, 105.0, 99.0, 101.0);
        assertThat(both.meanNanos()).isEqualTo(102);
        assertThat(both.boundNanos(0.95, spread))
                .isCloseTo(102 * (1 + spread.between(4, 1).bound(0.95)), within(1e-9));
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
