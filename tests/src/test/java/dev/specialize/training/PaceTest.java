package dev.specialize.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000;

    private final Pace pace = new Pace();
    private long now = 7 * SECOND;

    private double steps(int count, long nanos) {
        double last = 0;
        for (int i = 0; i < count; i++) {
            now += nanos;
            last = pace.step(now);
        }
        return last;
    }

    @Test
    void the_last_steps_count() {
        pace.begin(now);
        assertThat(steps(1, SECOND)).isEqualTo(1);
        assertThat(steps(1, 3 * SECOND)).isEqualTo(2);
        assertThat(steps(1_000, 2 * SECOND)).isEqualTo(2);
        assertThat(steps(200, 5 * SECOND)).isEqualTo(5);
    }

    @Test
    void steps_of_another_phase_do_not_count() {
        pace.begin(now);
        steps(50, SECOND);
        now += 100 * SECOND;
        pace.begin(now);
        assertThat(steps(3, 4 * SECOND)).isEqualTo(4);
    }
}
