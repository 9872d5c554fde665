package dev.specialize.latency;

import static dev.specialize.latency.TinySpace.PLAN;
import static dev.specialize.latency.TinySpace.TINY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.specialize.devices.ConnectionLostException;
import dev.specialize.devices.DeviceException;
import dev.specialize.devices.DeviceProfile;
import dev.specialize.devices.MeasuredNet;
import dev.specialize.devices.ModelRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasurementTest {
    @TempDir
    private Path folder;

    private final RecordingListener listener = new RecordingListener();

    @Test
    void each_round_has_a_process_of_its_own() {
        FaultyDevice device = FaultyDevice.counting(new KnownDevice());
        profile(device, rounds(3, 3, 0.02, 2));

        assertThat(device.renewals()).hasSize(3).startsWith(0).doesNotHaveDuplicates();
        int visits = device.visits() / 3;
        assertThat(device.renewals()).containsExactly(0, visits, 2 * visits);
    }

    @Test
    void in_more_processes_than_there_are_rounds_only_the_reference_is_visited() {
        FaultyDevice fewer = FaultyDevice.counting(new KnownDevice());
        profile(fewer, rounds(3, 3, 0.02, 2));
        int round = fewer.visits() / 3;
        ProfilePlan plan =
                new ProfilePlan(PLAN.sampling(), 3, 3, 8, 0.02, 5, 5, 6, 4, 0.1, 2, Duration.ofMinutes(1), 1);
        FaultyDevice device = FaultyDevice.counting(new KnownDevice());
        DeviceProfile profile = profile(device, plan);

        assertThat(profile.prior().processes()).isEqualTo(8);
        assertThat(roundsOfNets(profile)).containsExactly(3);
        assertThat(device.visits()).isEqualTo(3 * round + 5 * 4);
        assertThat(device.renewals())
                .as("one process after the first round, then two after each")
                .containsExactly(
                        0,
                        round,
                        round + 4,
                        2 * round + 4,
                        2 * round + 8,
                        2 * round + 12,
                        3 * round + 12,
                        3 * round + 16);

        assertThatThrownBy(() -> profile(FaultyDevice.lostAt(round + 2, new KnownDevice()), plan))
                .isInstanceOf(DeviceException.class);
        FaultyDevice second = FaultyDevice.counting(new KnownDevice());
        profile(second, plan);
        assertThat(second.visits()).as("it goes on there").isEqualTo(device.visits() - round - 2);
    }

    @Test
    void rounds_that_a_journal_knows_need_no_process() {
        ProfilePlan plan = rounds(3, 3, 0.02, 2);
        FaultyDevice whole = FaultyDevice.counting(new KnownDevice());
        profile(whole, plan);
        int round = whole.visits() / 3;
        assertThatThrownBy(() -> profile(FaultyDevice.lostAt(round + 5, new KnownDevice()), plan))
                .isInstanceOf(DeviceException.class);
        FaultyDevice second = FaultyDevice.counting(new KnownDevice());
        profile(second, plan);

        assertThat(second.visits()).isEqualTo(2 * round - 5);
        assertThat(second.renewals())
                .as("the rest of the second round, then the third")
                .endsWith(round - 5);
        assertThat(second.renewals().size()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_connection_that_is_lost_between_two_processes_costs_nothing_if_it_comes_back_soon() {
        FaultyDevice device = FaultyDevice.cutOff(renewal -> renewal == 1, new KnownDevice());
        DeviceProfile profile = profile(device, rounds(3, 3, 0.02, 2));

        assertThat(listener.notes()).containsExactly("The connection was lost. Trying again.");
        assertThat(device.renewals()).hasSize(3);
        assertThat(roundsOfNets(profile)).containsExactly(3);
    }

    @Test
    void a_connection_that_stays_lost_between_two_processes_is_given_up_after_some_tries() {
        FaultyDevice device = FaultyDevice.cutOff(renewal -> renewal >= 1, new KnownDevice());

        assertThatThrownBy(() -> profile(device, rounds(3, 3, 0.02, 2)))
                .isInstanceOf(ConnectionLostException.class)
                .hasMessage("The connection was lost.");
        assertThat(listener.notes()).hasSize(3);
        assertThat(device.renewals()).hasSize(1);
    }

    @Test
    void networks_are_visited_until_their_time_is_known_and_no_longer() {
        assertThat(roundsOfNets(profile(new KnownDevice(), rounds(2, 6, 0.5, 2))))
                .as("anything is precise enough")
                .containsExactly(2);
        assertThat(roundsOfNets(profile(new KnownDevice(), rounds(2, 6, 1e-6, 2))))
                .as("nothing is precise enough")
                .containsExactly(6);
        assertThat(roundsOfNets(profile(new KnownDevice(), rounds(2, 9, 0.006, 2))))
                .as("some sooner, some later")
                .hasSizeGreaterThan(1);
    }

    private static Set<Integer> roundsOfNets(DeviceProfile profile) {
        return profile.nets().stream().map(net -> net.timing().rounds()).collect(Collectors.toSet());
    }

    @Test
    void a_device_that_gets_slow_is_told_of_and_the_round_is_repeated() {
        ProfilePlan plan = rounds(3, 3, 0.02, 2);
        FaultyDevice calm = FaultyDevice.counting(new KnownDevice());
        DeviceProfile truth = profile(calm, plan);
        int round = calm.visits() / 3;
        FaultyDevice hot =
                FaultyDevice.slowed(new KnownDevice(), visit -> visit >= round && visit < 2 * round ? 1.4 : 1);
        DeviceProfile profile = profile(hot, plan);

        assertThat(hot.visits()).isEqualTo(calm.visits() + round);
        assertThat(hot.renewals()).hasSize(4);
        assertThat(listener.notes())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("The device is 40 % slower than before, maybe because it is hot or busy")
                .endsWith("repeating the round.");
        assertThat(listener.progress()).allSatisfy(p -> {
            assertThat(p.done()).isLessThanOrEqualTo(p.total());
            assertThat(p.left()).isGreaterThanOrEqualTo(Duration.ZERO);
        });
        requireAlike(profile, truth);
    }

    @Test
    void a_device_that_stays_slow_is_taken_as_it_is_and_brought_to_its_usual_pace() {
        ProfilePlan plan = rounds(4, 4, 0.02, 1);
        FaultyDevice calm = FaultyDevice.counting(new KnownDevice());
        DeviceProfile truth = profile(calm, plan);
        int round = calm.visits() / 4;
        DeviceProfile profile =
                profile(FaultyDevice.slowed(new KnownDevice(), visit -> visit >= 3 * round ? 1.4 : 1), plan);

        assertThat(listener.notes()).hasSize(1);
        requireAlike(profile, truth);
        assertThat(profile.prior().session())
                .as("rounds differed, so processes may: the deviation of 1, 1, 1 and 1.4, relative to 1.1")
                .isCloseTo(0.2 / 1.1, within(0.01));
        assertThat(profile.prior().processes()).isEqualTo(4);
    }

    private static void requireAlike(DeviceProfile profile, DeviceProfile truth) {
        for (MeasuredNet net : profile.nets()) {
            double expected = truth.nets().stream()
                    .filter(other -> other.architecture().equals(net.architecture()))
                    .mapToDouble(other -> other.timing().latencyNanos())
                    .findFirst()
                    .orElseThrow();
            assertThat(net.timing().latencyNanos()).isCloseTo(expected, within(0.02 * expected));
        }
        assertThat(profile.nets()).isNotEmpty();
    }

    private static ProfilePlan rounds(int least, int most, double precision, int repeats) {
        return new ProfilePlan(
                PLAN.sampling(), least, most, least, precision, 5, 5, 6, 4, 0.1, repeats, Duration.ofMinutes(1), 1);
    }

    private DeviceProfile profile(ModelRunner device, ProfilePlan plan) {
        return new Profiler(TINY, device, plan, listener).profile("known", folder.resolve("known.json"));
    }
}
