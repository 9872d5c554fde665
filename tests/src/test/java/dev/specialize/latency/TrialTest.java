package dev.specialize.latency;

import static dev.specialize.latency.TinySpace.PLAN;
import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.LatencyQuantile;
import dev.specialize.devices.Sampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials of one model: seven visits in a process, the reference at the even ones. */
final class TrialTest {
    private static final int PROCESSES = 6;
    private static final int VISITS = 7;
    private static final byte[] MODEL = new byte[50_000];

    @TempDir
    private Path folder;

    private static ProcessTimes times(FaultyDevice device) {
        return times(Trial.of(new byte[20_000], device, Sampling.DEFAULT, note -> {}));
    }

    private static ProcessTimes times(Trial trial) {
        return trial.time(List.of(MODEL), PROCESSES, LatencyQuantile.P50).get(0);
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

    @Test
    void a_device_that_is_slower_than_its_profile_is_waited_for() {
        FaultyDevice device = FaultyDevice.slowed(new KnownDevice(), visit -> visit < 4 * VISITS ? 1.5 : 1);
        ProcessTimes times = times(Trial.of(TINY, profile(), device, note -> {}));
        assertThat(times.nanosByProcess()).hasSize(PROCESSES).allMatch(nanos -> nanos < 1.02 * MODEL.length);
        assertThat(device.visits()).isEqualTo((4 + PROCESSES) * VISITS);
    }

    @Test
    void a_device_that_stays_slower_than_its_profile_is_waited_for_once_and_taken_as_it_is() {
        FaultyDevice device = FaultyDevice.slowed(new KnownDevice(), visit -> 1.5);
        List<String> notes = new ArrayList<>();
        Trial trial = Trial.of(TINY, profile(), device, notes::add);
        assertThat(times(trial).meanNanos()).isGreaterThan(1.45 * MODEL.length);
        assertThat(notes).isNotEmpty().allMatch(note -> note.startsWith("The device is 5"));

        int visits = device.visits();
        times(trial);
        assertThat(device.visits()).isEqualTo(visits + PROCESSES * VISITS);
    }

    @Test
    void a_slow_device_that_cannot_tell_its_temperature_is_waited_for_all_the_same() {
        FaultyDevice device = FaultyDevice.slowed(new KnownDevice(), visit -> visit < 4 * VISITS ? 1.5 : 1);
        device.withholdState();
        List<String> notes = new ArrayList<>();
        ProcessTimes times = times(Trial.of(TINY, profile(), device, notes::add));

        assertThat(times.nanosByProcess()).hasSize(PROCESSES).allMatch(nanos -> nanos < 1.02 * MODEL.length);
        assertThat(notes).isNotEmpty().allMatch(note -> note.endsWith("hot or busy; repeating the round."));
    }

    @Test
    void a_connection_that_is_lost_between_two_processes_costs_nothing_if_it_comes_back_soon() {
        FaultyDevice device = FaultyDevice.cutOff(renewal -> renewal == 1, new KnownDevice());
        List<String> notes = new ArrayList<>();
        ProcessTimes times = times(Trial.of(new byte[20_000], device, Sampling.DEFAULT, notes::add));

        assertThat(times.nanosByProcess()).hasSize(PROCESSES);
        assertThat(device.visits()).isEqualTo(PROCESSES * VISITS);
        assertThat(notes).containsExactly("The connection was lost. Trying again.");
    }

    private DeviceProfile profile() {
        return new Profiler(TINY, new KnownDevice(), PLAN, ProfileListener.NOOP)
                .profile("known", folder.resolve("known.json"));
    }
}
