package dev.specialize.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SamplesTest {
    @Test
    void quantiles_lie_between_the_sorted_samples() {
        Samples samples = new Samples(List.of(40.0, 10.0, 20.0, 30.0, 50.0));

        assertThat(samples.fastestNanos()).isEqualTo(10);
        assertThat(samples.quantileNanos(0.25)).isEqualTo(20);
        assertThat(samples.medianNanos()).isEqualTo(30);
        assertThat(samples.quantileNanos(0.9)).isCloseTo(46, within(1e-9));
        assertThat(samples.quantileNanos(1)).isEqualTo(50);
    }

    @Test
    void the_median_of_two_is_their_middle() {
        assertThat(new Samples(List.of(10.0, 20.0)).medianNanos()).isEqualTo(15);
    }

    @Test
    void no_samples_and_impossible_samples_are_refused() {
        assertThatThrownBy(() -> new Samples(List.of())).hasMessageContaining("nanos must not be empty");
        assertThatThrownBy(() -> new Samples(List.of(0.0))).hasMessageContaining("nanos must be above 0, got 0.0");
        assertThatThrownBy(() -> new Samples(List.of(Double.NaN))).hasMessageContaining("got NaN");
    }

    @Test
    void the_latency_is_the_median_over_rounds_of_the_fastest_sample() {
        Timing timing = Timing.of(List.of(
                new Samples(List.of(100.0, 900.0)),
                new Samples(List.of(110.0, 800.0)),
                new Samples(List.of(10.0, 700.0))));

        assertThat(timing).isEqualTo(new Timing(3, 6, 100, Optional.of(new Spread(10, 102.5, 405, 775, 875))));
    }

    @Test
    void a_timing_between_two_others_was_not_measured() {
        Timing low = Timing.published(6, 100);
        Timing high = Timing.published(6, 200);

        assertThat(low.towards(high, 0.25)).isEqualTo(Timing.estimated(125));
    }
}
