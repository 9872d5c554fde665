package dev.specialize.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.Sampling;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Trials of one model: seven visits in a process, the reference at the even ones. */
final class TrialTest {
    private static final int PROCESSES = 6;
    private static final int VISITS = 7;
    private static final byte[] MODEL = new byte[50_000];

    private static ProcessTimes times(FaultyDevice device) {
        return Trial.of(new byte[20_000], device, Sampling.DEFAULT, note -> {})
                .time(List.of(MODEL), PROCESSES, LatencyQuantile.P50)
                .get(0);
    }

    /** Slows the model down, but not the reference. */
    private static FaultyDevice slowIn(IntPredicate process) {
        return FaultyDevice.slowed(
                new KnownDevice(), visit -> visit % VISITS % 2 == 1 && process.test(visit / VISITS) ? 1.4 : 1);
    }

    @Test
    void a_calm_device_is_asked_for_no_more_processes() {
        FaultyDevice device = slowIn(process -> false);
        assertThat(times(device).nanosByProcess()).hasSize(PROCESSES);
        assertThat(device.visits()).isEqualTo(PROCESSES * VISITS);
    }

    @Test
    void a_process_in_which_the_model_alone_was_slow_is_replaced() {
        FaultyDevice device = slowIn(process -> process == 1 || process == 4);
        ProcessTimes times = times(device);
        assertThat(times.nanosByProcess()).hasSize(PROCESSES).allMatch(nanos -> nanos < 1.02 * MODEL.length);
        assertThat(device.visits()).isEqualTo((PROCESSES + 2) * VISITS);
    }

    @Test
    void a_device_that_is_often_slow_is_told_as_it_is_in_bounded_time() {
        FaultyDevice device = slowIn(process -> process % 3 == 2);
        ProcessTimes times = times(device);
        assertThat(times.nanosByProcess()).hasSize(PROCESSES);
        assertThat(device.visits()).isLessThanOrEqualTo(2 * PROCESSES * VISITS);

        FaultyDevice always = slowIn(process -> process != 0);
        assertThat(times(always).meanNanos()).isGreaterThan(1.3 * MODEL.length);
    }
}
