package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressMeterTest {
    @Test
    void where_every_visit_was_repeated_the_time_left_is_twice_as_long_until_nothing_is_repeated_any_more()
            throws InterruptedException {
        RecordingListener patient = new RecordingListener();
        RecordingListener hurried = new RecordingListener();
        ProgressMeter both = meter(patient, Duration.ofHours(1));
        ProgressMeter none = meter(hurried, Duration.ZERO);
        both.expect(40);
        none.expect(40);
        for (int i = 0; i < 10; i++) {
            both.visited();
            none.visited();
            both.expectRepeats(1);
            none.expectRepeats(1);
            Thread.sleep(1);
            both.visited();
            none.visited();
        }

        assertThat(last(patient).total()).isEqualTo(50);
        assertThat(ratio(last(patient).left(), last(hurried).left())).isBetween(1.8, 2.2);
    }

    private static ProgressMeter meter(ProfileListener listener, Duration patience) {
        return new ProgressMeter(listener, Repeats.within(patience, 0.1, 8), 0);
    }

    private static ProfileProgress last(RecordingListener listener) {
        return listener.progress().get(listener.progress().size() - 1);
    }

    private static double ratio(Duration some, Duration others) {
        return (double) some.toNanos() / others.toNanos();
    }
}
